/** It counts until the headers of an answer, and a held request has none yet. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const caddyResponseHeaderTimeout: Fault = {
  id: 'caddy-response-header-timeout',
  title: 'held requests are cut, sockets are not',
  culprit: 'caddy',
  symptom: 'requests-cut',
  way: {
    hops: [
      {
        good: 'caddy',
        places: { held: { example: '30s', test: '4s' } },
        edits: [
          {
            at: 'to {{upstream}}',
            keep: true,
            add: ['transport http {', '\tresponse_header_timeout {{held}}', '}'],
          },
        ],
      },
    ],
  },
  sees: 'People whose WebSocket is blocked elsewhere are disconnected again and again; nobody else notices.',
  wire: 'A request that is held longer gets 504 with an empty body; the error log says `timeout awaiting response headers`.',
  neighbours: '`caddy-read-timeout` cuts silent sockets too.',
  ours: 'Learns from the first request that was cut, and ends the next ones before.',
  fix: 'Leave it out, or raise it above the time for which requests are held, 55 s here.',
  expect: { held: '504 caddy' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#transports'],
}
