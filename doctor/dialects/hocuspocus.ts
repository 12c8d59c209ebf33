/** Hocuspocus: one socket for all documents, the name travels inside the frames. */
import { bodyOf, type Dialect } from './dialect.ts'
import { speakHocuspocus } from './hocuspocus-auth.ts'

const WELCOME = /^Welcome to Hocuspocus!/

export const hocuspocus: Dialect = {
  name: 'hocuspocus',
  title: 'Hocuspocus',
  socket: () => '',
  plain: { status: 200, says: WELCOME },
  signs: [
    {
      path: '',
      tells: (answer) =>
        WELCOME.test(bodyOf(answer)) ? 'a plain GET is answered `Welcome to Hocuspocus!`' : undefined,
    },
  ],
  speak: (socket, room, within) => speakHocuspocus(socket, room, '', within),
}
