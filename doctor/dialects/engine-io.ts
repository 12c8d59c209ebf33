/** engine.io 4, and socket.io 3 and 4 above it: two transports, which are reported apart. */
import type { Dialect } from './dialect.ts'
import { POLLING, sidOfAnswer, speakEngineIo, WEBSOCKET } from './engine-io-probe.ts'

export const engineIo: Dialect = {
  name: 'engine.io',
  title: 'socket.io',
  socket: () => `socket.io/?${WEBSOCKET}`,
  plain: { status: 400, says: /"code":\s*3/ },
  endings: /socket\.io\/?$/,
  signs: [
    {
      path: `socket.io/?${POLLING}`,
      tells: (answer) =>
        sidOfAnswer(answer) === undefined ? undefined : 'socket.io/ answers polling with an open packet',
    },
  ],
  speak: (socket, _room, within) => speakEngineIo(socket, within),
  polling: { open: `socket.io/?${POLLING}`, sid: sidOfAnswer },
}
