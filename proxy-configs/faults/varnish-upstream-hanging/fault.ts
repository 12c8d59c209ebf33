/** Something listens, and never answers. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything, noSocket } from '../../probes.ts'

export const varnishUpstreamHanging: Fault = {
  id: 'varnish-upstream-hanging',
  title: 'the app takes requests and answers none',
  culprit: 'app',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'varnish',
        places: { idle: { example: '60s', test: '2s' } },
        edits: [{ at: 'set bereq.first_byte_timeout', add: ['set bereq.first_byte_timeout = {{idle}};'] }],
      },
    ],
    end: 'silent',
  },
  sees: 'The browser waits and waits, then Error 503 Backend fetch failed.',
  wire: 'Requests get 503 after `first_byte_timeout`, with the same words as if nothing listened. A handshake is piped and hangs until `pipe_timeout`.',
  neighbours: '`varnish-upstream-down` answers at once, and closes handshakes.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Find out what the app waits for; the timeout only decides how long people look at nothing.',
  expect: { ...everything('503 varnish'), ...noSocket('hangs', 'unseen') },
  takes: { page: 1_500 },
  stories: NO_PAGE,
  sources: ['https://varnish-cache.org/docs/7.1/reference/varnishd.html#first-byte-timeout'],
}
