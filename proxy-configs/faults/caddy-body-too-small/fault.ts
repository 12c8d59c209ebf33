/** A limit for bodies that is smaller than a text, and a status that does not say so. */
import { ALL_WELL, type Fault, oneHop } from '../../fault.ts'

export const caddyBodyTooSmall: Fault = {
  id: 'caddy-body-too-small',
  title: 'bodies above 1 MB are refused',
  culprit: 'caddy',
  symptom: 'too-large',
  way: oneHop('caddy', { at: 'max_size', add: ['max_size 1MB'] }),
  sees: 'Importing a long text fails as if the server were down; everything else works.',
  wire: 'Caddy notices while it reads the body for the app, and answers 502 with an empty body, not 413. Only its error log has the reason: `http: request body too large`.',
  neighbours: '`caddy-upstream-down` is the same 502, for every request. nginx, Squid and HAProxy say 413.',
  ours: 'Sends large changes over WebSocket, or in parts by HTTP.',
  fix: 'Raise `max_size` to 25MB.',
  expect: { large: '502 caddy' },
  stories: ALL_WELL,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/request_body', 'RFC 9110 section 15.5.14'],
}
