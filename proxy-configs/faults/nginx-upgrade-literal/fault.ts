/** Upgrade written out instead of passed on: plain requests ask for an upgrade too. */
import { type Fault, NO_PAGE, oneHop } from '../../fault.ts'

export const nginxUpgradeLiteral: Fault = {
  id: 'nginx-upgrade-literal',
  title: 'every request asks to be upgraded',
  culprit: 'nginx',
  symptom: 'page-dead',
  way: oneHop('nginx', {
    at: 'proxy_set_header Upgrade',
    through: 'proxy_set_header Connection',
    add: ['proxy_set_header Upgrade    websocket;', 'proxy_set_header Connection upgrade;'],
  }),
  sees: 'An error instead of every page, although a WebSocket alone would work.',
  wire: 'Every GET and POST arrives as a handshake without a key. The app answers 404 to a path that is none of its sockets, and 400 to POST or to the missing key; others say other things.',
  neighbours: 'The opposite of all faults that block WebSocket: handshakes get 101, pages fail.',
  ours: 'Cannot help: its page does not load. A pad that was opened before opens from this device, and goes on over WebSocket.',
  fix: 'Pass on what the visitor sent: `$http_upgrade`, and the variable of the map.',
  expect: {
    page: '404 app',
    script: 'no page',
    health: '404 app',
    list: '404 app',
    large: '400 app',
    'socket-path': '400 nobody',
    exchange: '400 app',
    held: '400 app',
    fresh: 'no page',
    stream: 'no answer',
  },
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/websocket.html'],
}
