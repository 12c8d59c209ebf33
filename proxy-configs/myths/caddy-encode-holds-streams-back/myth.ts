/** Compression of answers. */
import { type Myth, oneHop } from '../../fault.ts'

export const caddyEncodeHoldsStreamsBack: Myth = {
  id: 'caddy-encode-holds-streams-back',
  title: 'encode gzip',
  about: 'caddy',
  way: oneHop('caddy', { at: 'request_body {', add: ['encode gzip', 'request_body {'] }),
  claim: '`encode gzip` breaks WebSocket and holds answers in pieces back.',
  measured: 'A socket is not compressed by it, and what comes in pieces leaves in pieces.',
  expect: {},
  sources: ['https://caddyserver.com/docs/caddyfile/directives/encode'],
}
