/** Any WebSocket at a given address: what it says is nobody's business, a ping is answered by every one. */
import type { Dialect } from './dialect.ts'
import { silence } from './yjs-sync.ts'

export const generic: Dialect = {
  name: 'generic',
  title: 'WebSocket',
  socket: () => '',
  signs: [],
  speak: async (socket, _room, within) => {
    const before = socket.pongs()
    socket.ping()
    // RFC 6455 §5.5.2: whoever gets a ping answers it.
    if (await socket.until(() => socket.pongs() > before, within)) {
      return { answers: true, detail: 'a ping was answered' }
    }
    return { answers: false, detail: silence(socket, 'a ping was not answered') }
  },
}
