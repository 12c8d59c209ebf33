/** The name people typed is replaced, and nobody is told. */
import { type Fault, oneHop, TAKEN_FOR_FOREIGN } from '../../fault.ts'

export const haproxyHostReplaced: Fault = {
  id: 'haproxy-host-replaced',
  title: 'Host is that of the server behind',
  culprit: 'haproxy',
  symptom: 'origin-refused',
  way: oneHop('haproxy', {
    at: 'http-request set-header X-Forwarded-Host',
    add: ['http-request set-header Host {{upstream}}'],
  }),
  sees: 'The page loads, and its WebSocket is refused; or the app makes links that lead to a server nobody can reach.',
  wire: 'Host arrives as the address of the app, Origin as that of the page, and no X-Forwarded-Host says why. The app answers 403 itself.',
  neighbours: 'A 403 of HAProxy has its own page. HAProxy keeps Host unless a rule replaces it.',
  ours: 'Its page carries a token that proves where it came from, so it is live.',
  fix: 'Remove the rule, or tell the name in X-Forwarded-Host before it is replaced.',
  expect: { 'handshake-origin': '403 app', forwarded: 'wrong host' },
  stories: TAKEN_FOR_FOREIGN,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-http-request%20set-header',
    'RFC 6454 section 4',
  ],
}
