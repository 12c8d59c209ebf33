/** The server that comes with y-websocket 1 and 2, and whatever speaks the same: a room is a path, GET is `okay`. */
import { bodyOf, type Dialect } from './dialect.ts'
import { speakYjs } from './yjs-sync.ts'

const OKAY = /^okay$/

export const yWebsocket: Dialect = {
  name: 'y-websocket',
  title: 'y-websocket',
  socket: (room) => room,
  plain: { status: 200, says: OKAY },
  signs: [
    {
      path: '',
      tells: (answer) =>
        answer.status === 200 && OKAY.test(bodyOf(answer)) ? 'a plain GET is answered `okay`' : undefined,
    },
  ],
  speak: (socket, _room, within) => speakYjs(socket, within),
}
