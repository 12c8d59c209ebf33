/** A pipe holds a thread, and threads are counted. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const varnishThreadsExhausted: Fault = {
  id: 'varnish-threads-exhausted',
  title: 'every open socket holds a thread, and there are no more',
  culprit: 'varnish',
  symptom: 'busy',
  way: {
    hops: [
      {
        good: 'varnish',
        parameters: {
          example: ['-p', 'pipe_timeout=3600', '-p', 'thread_pools=1', '-p', 'thread_pool_max=100'],
          test: [
            ...['-p', 'pipe_timeout=3600', '-p', 'thread_pools=1'],
            ...['-p', 'thread_pool_min=10', '-p', 'thread_pool_max=10'],
          ],
        },
      },
    ],
    crowd: 8,
    // Nobody of a crowd that says nothing is sent away while the others wait.
    environment: { HOLDFAST_HEARTBEAT_PING: '600000' },
  },
  sees: 'It works for the first so many people. For the next the page loads forever, without any message, until somebody leaves.',
  wire: 'Varnish takes the connection and has nobody to serve it. `varnishstat` counts `threads_limited` and `sess_queued`.',
  neighbours: '`haproxy-maxconn` and `apache-workers-exhausted` look the same from outside.',
  ours: 'Whoever is in stays in. Others give up an attempt after a few seconds and try again until there is room.',
  fix: '`thread_pool_max` times `thread_pools` above people times open pads; by itself Varnish has 5000 times 2.',
  expect: everything('hangs'),
  stories: NO_PAGE,
  sources: ['https://varnish-cache.org/docs/7.1/reference/varnishd.html#thread-pool-max'],
}
