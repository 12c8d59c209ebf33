/**
 * The opening handshake of a WebSocket (RFC 6455 §4.1), in bytes of our own, so that a refusal is seen whole:
 * status, headers, body. What comes with 101 is checked for what a cache or a forger gets wrong.
 */
import { createHash } from 'node:crypto'
import { type Answered, ask, type Outcome } from './ask.ts'
import type { Endpoint, Header } from './endpoint.ts'
import { headerIn } from './http-head.ts'
import type { Platform } from './platform.ts'

export interface HandshakeQuestion {
  readonly path: string
  /** `Upgrade`, unless the question is about another way to write it. */
  readonly connection?: string
  readonly origin?: string
  readonly protocols?: readonly string[]
  /** Offers permessage-deflate (RFC 7692). */
  readonly deflate?: boolean
  readonly headers?: readonly Header[]
  readonly patience?: number
  readonly host?: string
}

/** RFC 6455 §1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export interface Shaken {
  readonly outcome: Outcome
  /** What is wrong with a 101; empty when it is as it should be, or when there is none. */
  readonly flaws: readonly string[]
}

export async function shake(
  endpoint: Endpoint,
  question: HandshakeQuestion,
  platform: Platform,
): Promise<Shaken> {
  const key = Buffer.from(platform.random(16)).toString('base64')
  const { path, connection = 'Upgrade', origin, protocols = [], deflate = false, patience, host } = question
  const outcome = await ask(
    endpoint,
    {
      path,
      headers: [
        ['Connection', connection],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', key],
        ...(origin === undefined ? [] : ([['Origin', origin]] as const)),
        ...(protocols.length === 0 ? [] : ([['Sec-WebSocket-Protocol', protocols.join(', ')]] as const)),
        ...(deflate ? ([['Sec-WebSocket-Extensions', 'permessage-deflate']] as const) : []),
        ...(question.headers ?? []),
      ],
      ...(patience !== undefined && { patience }),
      ...(host !== undefined && { host }),
    },
    platform,
  )
  if (outcome.is === 'unanswered' || outcome.status !== 101) return { outcome, flaws: [] }
  return { outcome, flaws: flawsOf(outcome, key, protocols, deflate) }
}

export const acceptFor = (key: string): string =>
  createHash('sha1')
    .update(key + GUID)
    .digest('base64')

function flawsOf(
  answer: Answered,
  key: string,
  protocols: readonly string[],
  deflate: boolean,
): readonly string[] {
  const value = (name: string) => headerIn(answer.headers, name)
  const words = (name: string) => (value(name) ?? '').toLowerCase().split(/\s*,\s*/)
  const accept = value('sec-websocket-accept')
  const protocol = value('sec-websocket-protocol')
  const extensions = value('sec-websocket-extensions')
  const flaws: string[] = []
  if (accept === undefined) flaws.push('Sec-WebSocket-Accept is missing')
  else if (accept !== acceptFor(key)) {
    flaws.push(`Sec-WebSocket-Accept is ${accept}, expected ${acceptFor(key)}: it answers another key`)
  }
  if (!words('upgrade').includes('websocket')) flaws.push(`Upgrade is ${value('upgrade') ?? 'missing'}`)
  if (!words('connection').includes('upgrade'))
    flaws.push(`Connection is ${value('connection') ?? 'missing'}`)
  if (protocol !== undefined && !protocols.includes(protocol)) {
    flaws.push(`the subprotocol ${protocol} was selected and not offered`)
  }
  if (extensions !== undefined && !(deflate && /^permessage-deflate\b/i.test(extensions))) {
    flaws.push(`the extension ${extensions} was selected and not offered`)
  }
  return flaws
}
