/** Ways that several faults and myths of nginx share: a login that is asked before every WebSocket. */
import type { Way } from './fault.ts'

/**
 * The login answers `stub` to everything. `refusing`: what the location of the WebSocket says about refusals;
 * `beside`: what stands in the server for it.
 */
export const askingLogin = (
  stub: NonNullable<Way['stub']>,
  refusing: readonly string[] = [],
  beside: readonly string[] = [],
): Way => ({
  hops: [
    {
      good: 'nginx',
      edits: [
        {
          at: 'limit_conn holdfast',
          keep: true,
          add: [
            'location = /login-check {',
            '    internal;',
            '    proxy_pass http://{{stub}};',
            '    proxy_pass_request_body off;',
            '    proxy_set_header Content-Length "";',
            '}',
            ...beside,
          ],
        },
        {
          at: 'proxy_buffering',
          keep: true,
          add: [
            'location /collab/ {',
            '    auth_request /login-check;',
            ...refusing.map((line) => `    ${line}`),
            '    proxy_pass http://holdfast;',
            '}',
          ],
        },
      ],
    },
  ],
  stub,
})
