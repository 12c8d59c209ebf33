/** A limit for bodies that is smaller than a text. */
import { ALL_WELL, type Fault, oneHop } from '../../fault.ts'

export const haproxyBodyTooSmall: Fault = {
  id: 'haproxy-body-too-small',
  title: 'bodies above 1 MB are refused',
  culprit: 'haproxy',
  symptom: 'too-large',
  way: oneHop('haproxy', {
    at: 'http-request deny deny_status 413',
    add: ['http-request deny deny_status 413 if { req.body_size gt 1048576 }'],
  }),
  sees: 'Importing a long text fails; everything else works.',
  wire: 'HAProxy answers 413 itself, from Content-Length alone and before it has read the body; flags `PR--`. Messages over a WebSocket are not limited.',
  neighbours:
    'A 413 of the app is problem details in JSON. HAProxy has no such limit by itself; Caddy says 502 of the same: `caddy-body-too-small`.',
  ours: 'Sends large changes over WebSocket, or in parts by HTTP; imports say that the text is too large.',
  fix: 'Raise the limit to 25 MB.',
  expect: { large: '413 haproxy' },
  stories: ALL_WELL,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#7.3.6-req.body_size',
    'RFC 9110 section 15.5.14',
  ],
}
