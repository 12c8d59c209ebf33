/** A held request has no first byte yet. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const varnishFirstByteTimeout: Fault = {
  id: 'varnish-first-byte-timeout',
  title: 'held requests are cut, sockets are not',
  culprit: 'varnish',
  symptom: 'requests-cut',
  way: {
    hops: [
      {
        good: 'varnish',
        places: { held: { example: '30s', test: '4s' } },
        edits: [{ at: 'set bereq.first_byte_timeout', add: ['set bereq.first_byte_timeout = {{held}};'] }],
      },
    ],
  },
  sees: 'People whose WebSocket is blocked elsewhere are disconnected again and again; nobody else notices.',
  wire: 'A request that is held longer is answered with 503 and `Backend fetch failed` by Varnish. A piped socket does not know this timeout.',
  neighbours: '`varnish-upstream-down` is the same 503, at once and for everything.',
  ours: 'Learns from the first request that was cut, and ends the next ones before.',
  fix: 'Raise `first_byte_timeout` above the time for which requests are held, 55 s here; Varnish itself has 60 s.',
  expect: { held: '503 varnish' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: ['https://varnish-cache.org/docs/7.1/reference/varnishd.html#first-byte-timeout'],
}
