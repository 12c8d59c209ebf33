/** A timeout that no VCL can raise. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const varnishPipeTimeout: Fault = {
  id: 'varnish-pipe-timeout',
  title: 'silent sockets are cut by pipe_timeout',
  culprit: 'varnish',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'varnish',
        parameters: { example: ['-p', 'pipe_timeout=15'], test: ['-p', 'pipe_timeout=4'] },
      },
    ],
  },
  sees: 'Whenever nobody types for a while the page says it reconnects, always after the same time.',
  wire: 'The socket ends without a close frame. Requests are not touched.',
  neighbours: '`varnish-first-byte-timeout` is the other way round: requests are cut, sockets are not.',
  ours: 'Connects again at once and loses nothing. It is pinged every 20 s, so the 60 s that Varnish has by itself do no harm; an app that does not ping is cut there.',
  fix: 'Start varnishd with `-p pipe_timeout=3600`; the VCL has no word for it.',
  expect: { idle: 'cut' },
  stories: ALL_WELL,
  sources: ['https://varnish-cache.org/docs/7.1/reference/varnishd.html#pipe-timeout'],
}
