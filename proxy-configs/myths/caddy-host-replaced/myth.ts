/** The line that guides write so that the server behind hears its own name. */
import { type Myth, oneHop } from '../../fault.ts'

export const caddyHostReplaced: Myth = {
  id: 'caddy-host-replaced',
  title: 'Host is that of the server behind',
  about: 'caddy',
  way: oneHop('caddy', {
    at: 'to {{upstream}}',
    keep: true,
    add: ['header_up Host {upstream_hostport}'],
  }),
  claim: '`header_up Host {upstream_hostport}` makes the app refuse its own page.',
  measured:
    'Caddy still tells the name people typed, in X-Forwarded-Host, and whoever believes his proxy compares Origin with that. An app that looks at Host alone does refuse, with a 403 of its own.',
  expect: { forwarded: 'wrong host' },
  sources: ['https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#defaults', 'RFC 6454 section 4'],
}
