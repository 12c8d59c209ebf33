/** A timeout of the transport, which counts for sockets, too. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const caddyReadTimeout: Fault = {
  id: 'caddy-read-timeout',
  title: 'read_timeout cuts silent sockets',
  culprit: 'caddy',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'caddy',
        places: { idle: { example: '15s', test: '4s' } },
        edits: [
          { at: 'to {{upstream}}', keep: true, add: ['transport http {', '\tread_timeout {{idle}}', '}'] },
        ],
      },
    ],
  },
  sees: 'Whenever nobody types for a while the page says it reconnects, always after the same time.',
  wire: 'The socket ends without a close frame. Requests that are held longer get 504 with an empty body, and the error log says `i/o timeout`.',
  neighbours: '`caddy-response-header-timeout` leaves sockets alone. 504 with a body is another proxy.',
  ours: 'Connects again at once and loses nothing; while it lives by HTTP it learns how long a request may be held.',
  fix: 'Leave `read_timeout` out, as Caddy has it by itself, or raise it above the time between two pings.',
  expect: { held: '504 caddy', idle: 'cut' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#transports'],
}
