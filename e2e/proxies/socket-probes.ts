/** What is asked of a deployment by WebSocket: does it open, who stripped it, does it carry, does it last. */
import { createHash, randomBytes } from 'node:crypto'
import { connect, constants } from 'node:http2'
import * as Y from 'yjs'
import { notTold } from '../../protocol/forwarded.ts'
import { encodeFrame, type Frame } from '../../protocol/frames.ts'
import { NONCE_PARAMETER, SEEN_PATH, type Seen, type SeenHandshake } from '../../protocol/witness.ts'
import type { Answer, Results } from '../../proxy-configs/probes.ts'
import { ask, type Outcome, PATIENCE_MS, told } from './ask.ts'
import { authorOf } from './author.ts'
import { direct, HELD_MS } from './http-probes.ts'
import { openLine } from './line.ts'
import { afterPatience } from './patience.ts'
import { openTunnel } from './tunnel.ts'
import type { Visit } from './visit.ts'

type Of<P extends keyof Results> = (visit: Visit) => Promise<Results[P]>

/** RFC 6455 §1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

async function shake(visit: Visit, query: string, more: Readonly<Record<string, string>>): Promise<Outcome> {
  const key = randomBytes(16).toString('base64')
  const outcome = await ask({
    url: `${visit.url}/collab/${visit.pad}${query}`,
    through: visit.through,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': key,
      ...more,
    },
  })
  if (typeof outcome !== 'string' && outcome.socket !== undefined) {
    outcome.socket.on('error', () => {})
    outcome.socket.destroy()
    const hash = createHash('sha1')
      .update(key + GUID)
      .digest('base64')
    const accept = outcome.headers['sec-websocket-accept']
    if (accept !== hash) throw new Error(`the 101 carries Sec-WebSocket-Accept ${accept}, expected ${hash}`)
  }
  return outcome
}

const opened = (outcome: Outcome): '101' | Answer =>
  typeof outcome !== 'string' && outcome.status === 101 ? '101' : told(outcome)

export const handshake: Of<'handshake'> = async (visit) => opened(await shake(visit, '', {}))
export const handshakeList: Of<'handshake-list'> = async (visit) =>
  opened(await shake(visit, '', { Connection: 'keep-alive, Upgrade' }))
export const handshakeOrigin: Of<'handshake-origin'> = async (visit) =>
  opened(await shake(visit, '', { Origin: new URL(visit.url).origin }))

async function seen(visit: Visit): Promise<SeenHandshake | undefined> {
  const nonce = visit.nonce()
  await shake(visit, `?${NONCE_PARAMETER}=${nonce}`, {})
  if (visit.direct === undefined) return undefined
  const seenThere = await direct(`${visit.direct}/${SEEN_PATH}${nonce}`)
  const answer = JSON.parse(seenThere.body.toString()) as Seen
  return answer.seen ? answer : undefined
}

export const residue: Of<'residue'> = async (visit) => {
  const handshake = await seen(visit)
  if (handshake === undefined) return 'unseen'
  const first = handshake.suspects[0]
  return first === undefined ? 'intact' : `${first.cause} ${first.hop}`
}

export const forwarded: Of<'forwarded'> = async (visit) => {
  const handshake = await seen(visit)
  if (handshake === undefined) return 'unseen'
  const { host, protocol } = new URL(visit.url)
  const wrong = notTold(handshake.arrived, {
    authority: host,
    scheme: protocol === 'https:' ? 'https' : 'http',
    tunnelled: visit.through !== undefined,
  })
  return wrong.length === 0 ? 'right' : `wrong ${wrong.join(', ')}`
}

/** RFC 8441: extended CONNECT, where SETTINGS_ENABLE_CONNECT_PROTOCOL was announced. */
export const handshakeH2: Of<'handshake-h2'> = async (visit) => {
  const target = new URL(visit.url)
  if (target.protocol !== 'https:') return 'not offered'
  const tunnel = visit.through === undefined ? undefined : await openTunnel(visit.through, target, ['h2'])
  if (tunnel !== undefined && !('socket' in tunnel)) return 'not offered'
  const session = connect(`https://127.0.0.1:${visit.port}`, {
    rejectUnauthorized: false,
    servername: target.hostname,
    ...(tunnel && { createConnection: () => tunnel.socket }),
  })
  try {
    const settings = await new Promise<{ enableConnectProtocol?: boolean } | undefined>((resolve) => {
      session.once('remoteSettings', resolve)
      session.once('error', () => resolve(undefined))
    })
    if (settings?.enableConnectProtocol !== true) return 'not offered'
    const stream = session.request(
      {
        [constants.HTTP2_HEADER_METHOD]: 'CONNECT',
        ':protocol': 'websocket',
        [constants.HTTP2_HEADER_SCHEME]: 'https',
        [constants.HTTP2_HEADER_AUTHORITY]: target.host,
        [constants.HTTP2_HEADER_PATH]: `${target.pathname.replace(/\/$/, '')}/collab/${visit.pad}`,
        'sec-websocket-version': '13',
      },
      { endStream: false },
    )
    return await new Promise<Answer>((resolve) => {
      const body: Buffer[] = []
      const stop = afterPatience(PATIENCE_MS, () => resolve('hangs'))
      stream.once('close', stop)
      stream.once('response', (headers) => {
        const status = Number(headers[':status'])
        // It stays open: RFC 8441 §5.1 makes this the 101.
        if (status === 200) resolve('200 app')
        stream.on('data', (piece: Buffer) => body.push(piece))
        stream.once('end', () => resolve(`${status} ${authorOf({ headers, body: Buffer.concat(body) })}`))
      })
      stream.once('error', () => resolve('closed'))
    })
  } finally {
    session.destroy()
  }
}

const STEP_ONE = encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
const isStepTwo = (frame: Frame) => frame.type === 'sync-step-2'

export const roundTrip: Of<'round-trip'> = async (visit) => {
  const line = await openLine(visit)
  if (line === undefined) return 'no socket'
  line.send(STEP_ONE)
  const answer = await line.frame(isStepTwo)
  const isOpen = line.isOpen
  line.end()
  if (answer !== undefined) return 'answers'
  return isOpen ? 'silent' : 'closed'
}

const PING_EACH_MS = 400

async function lasts(visit: Visit, pinged: boolean): Promise<'kept' | 'cut' | 'no socket'> {
  const line = await openLine(visit)
  if (line === undefined) return 'no socket'
  visit.silent()
  const pings = pinged ? setInterval(line.ping, PING_EACH_MS) : undefined
  const silence = Date.now() + HELD_MS
  // A frame of a kind nobody sends: what is awaited is the time, or the end before it.
  await line.frame(() => Date.now() > silence, HELD_MS)
  clearInterval(pings)
  // Where a firewall forgot the connection nobody hears of an end; only a question tells.
  line.send(STEP_ONE)
  const answer = await line.frame(isStepTwo)
  line.end()
  return answer === undefined ? 'cut' : 'kept'
}

export const idle: Of<'idle'> = (visit) => lasts(visit, false)
export const pinged: Of<'pinged'> = (visit) => lasts(visit, true)

const isUpdate = (frame: Frame) => frame.type === 'update'

export const together: Of<'together'> = async (visit) => {
  const reader = await openLine(visit)
  const writer = reader && (await openLine(visit))
  const lines = [reader, writer]
  try {
    if (reader === undefined || writer === undefined) return 'no socket'
    for (const line of [reader, writer]) {
      line.send(STEP_ONE)
      if ((await line.frame(isStepTwo)) === undefined) return 'apart'
    }
    writer.send(encodeFrame({ type: 'update', update: updateOf('hello') }))
    return (await reader.frame(isUpdate)) === undefined ? 'apart' : 'together'
  } finally {
    for (const line of lines) line?.end()
  }
}

function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('title').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

const LARGE = 1024 * 1024

export const largeFrame: Of<'large-frame'> = async (visit) => {
  const line = await openLine({ ...visit, pad: `${visit.pad}-large` })
  if (line === undefined) return 'no socket'
  line.send(encodeFrame({ type: 'update', update: updateOf('x'.repeat(LARGE)) }))
  line.send(STEP_ONE)
  const whole = await line.frame((frame) => frame.type === 'sync-step-2' && frame.update.length > LARGE)
  line.end()
  return whole === undefined ? 'closed' : 'answers'
}
