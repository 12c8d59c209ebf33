/** Something listens, and never answers; Caddy has all the time in the world. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const caddyUpstreamHanging: Fault = {
  id: 'caddy-upstream-hanging',
  title: 'the app takes requests and answers none',
  culprit: 'app',
  symptom: 'unreachable',
  way: { hops: [{ good: 'caddy' }], end: 'silent' },
  sees: 'The page loads forever, without any message.',
  wire: 'Caddy waits for the headers of an answer without limit, unless `response_header_timeout` or `read_timeout` is set; then it answers 504 with an empty body. Nothing is logged while it waits.',
  neighbours: '`haproxy-maxconn` looks the same from outside; there the app, asked directly, answers.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Find out what the app waits for. Two nodes with `health_uri` leave out the one that hangs.',
  expect: everything('hangs'),
  stories: NO_PAGE,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#transports'],
}
