/** The sync exchange of y-protocols as a sign of life: step 1 is sent, step 2 is awaited. Writes nothing. */
import { decodeFrames, type Frame } from '../../protocol/frames.ts'
import type { OpenSocket } from '../wire/websocket.ts'
import type { WsMessage } from '../wire/ws-frames.ts'
import type { Spoken } from './dialect.ts'
import { STEP_ONE } from './yjs-bytes.ts'

/** Frames of a message; none when it is not of this protocol. */
export function framesOf(message: WsMessage): readonly Frame[] {
  if (!message.binary) return []
  try {
    return decodeFrames(message.payload)
  } catch {
    return []
  }
}

export const carries =
  (fits: (frame: Frame) => boolean) =>
  (message: WsMessage): boolean =>
    framesOf(message).some(fits)

export const isStepTwo = carries((frame) => frame.type === 'sync-step-2')

export async function speakYjs(socket: OpenSocket, within: number): Promise<Spoken> {
  socket.send(STEP_ONE)
  const answer = await socket.message(isStepTwo, within)
  if (answer !== undefined) return { answers: true, detail: 'sync step 1 was answered with step 2' }
  return { answers: false, detail: silence(socket, 'sync step 1 was not answered') }
}

/** What a socket that does not answer did instead. */
export function silence(socket: OpenSocket, what: string): string {
  const { ended } = socket
  if (ended === undefined) return `${what}; the socket stays open and silent`
  if (ended.close !== undefined) {
    const reason = ended.close.reason === '' ? '' : ` (${ended.close.reason})`
    return `${what}; the server closed with ${ended.close.code}${reason}`
  }
  return `${what}; the connection was cut${ended.failure === undefined ? '' : `: ${ended.failure.message}`}`
}
