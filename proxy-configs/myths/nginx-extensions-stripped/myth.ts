/** The offer to compress, taken out of the handshake. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxExtensionsStripped: Myth = {
  id: 'nginx-extensions-stripped',
  title: 'Sec-WebSocket-Extensions emptied',
  about: 'nginx',
  way: oneHop('nginx', {
    at: 'proxy_set_header Connection',
    keep: true,
    add: ['proxy_set_header Sec-WebSocket-Extensions "";'],
  }),
  claim: 'A proxy that strips `Sec-WebSocket-Extensions` breaks WebSocket.',
  measured: 'The handshake gets 101 without compression, which is all that is lost.',
  expect: {},
  sources: ['RFC 6455 section 9.1: a server that is offered nothing uses nothing'],
}
