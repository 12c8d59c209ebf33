/** The first packets of engine.io 4 as a sign of life: the open packet, then the namespace of socket.io. */
import type { Answered } from '../wire/ask.ts'
import type { OpenSocket } from '../wire/websocket.ts'
import type { WsMessage } from '../wire/ws-frames.ts'
import { bodyOf, isRecord, type Spoken } from './dialect.ts'
import { silence } from './yjs-sync.ts'

export const POLLING = 'EIO=4&transport=polling'
export const WEBSOCKET = 'EIO=4&transport=websocket'

const textOf = (message: WsMessage): string => (message.binary ? '' : message.payload.toString('utf8'))

/** The id in an open packet, `0{"sid":…}`; undefined when it is none. */
export function sidOf(packet: string): string | undefined {
  if (!packet.startsWith('0{')) return undefined
  try {
    const open: unknown = JSON.parse(packet.slice(1))
    return isRecord(open) && typeof open.sid === 'string' ? open.sid : undefined
  } catch {
    return undefined
  }
}

export const sidOfAnswer = (answer: Answered): string | undefined => sidOf(bodyOf(answer))

export async function speakEngineIo(socket: OpenSocket, within: number): Promise<Spoken> {
  const open = await socket.message((message) => sidOf(textOf(message)) !== undefined, within)
  if (open === undefined) return { answers: false, detail: silence(socket, 'no open packet came') }
  socket.send(Buffer.from('40'), true)
  // 40 is accepted, 44 refused, both by whoever read it.
  const answer = await socket.message((message) => /^4[04]/.test(textOf(message)), within)
  if (answer === undefined) return { answers: false, detail: silence(socket, 'no namespace was answered') }
  return { answers: true, detail: 'the open packet came and the namespace was answered' }
}
