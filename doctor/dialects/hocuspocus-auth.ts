/**
 * The authentication of Hocuspocus as a sign of life: any answer to a token, a refusal included, proves that frames
 * arrive and come back. Frame: varString(document), varUint(2), varUint(kind), …
 */
import { createReader, createWriter } from '../../protocol/bytes.ts'
import type { OpenSocket } from '../wire/websocket.ts'
import type { WsMessage } from '../wire/ws-frames.ts'
import type { Spoken } from './dialect.ts'
import { silence } from './yjs-sync.ts'

const AUTH = 2
const TOKEN = 0
const KINDS: Readonly<Record<number, string>> = { 1: 'permission denied', 2: 'authenticated' }

export async function speakHocuspocus(
  socket: OpenSocket,
  room: string,
  token: string,
  within: number,
): Promise<Spoken> {
  socket.send(createWriter().varString(room).varUint(AUTH).varUint(TOKEN).varString(token).finish())
  const answer = await socket.message((message) => authKind(message) !== undefined, within)
  const kind = answer === undefined ? undefined : authKind(answer)
  if (kind !== undefined) return { answers: true, detail: `a token was answered: ${kind}` }
  return { answers: false, detail: silence(socket, 'a token was not answered') }
}

function authKind(message: WsMessage): string | undefined {
  if (!message.binary) return undefined
  try {
    const reader = createReader(message.payload)
    reader.varString()
    return reader.varUint() === AUTH ? KINDS[reader.varUint()] : undefined
  } catch {
    return undefined
  }
}
