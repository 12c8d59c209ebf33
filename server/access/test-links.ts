/**
 * A whole server that opens pads by links, one pad with its two links, and clients that speak frames over either
 * transport. Used by tests only.
 */
import { once } from 'node:events'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { PadLinkList } from '../../protocol/access.ts'
import type { NewPad } from '../../protocol/api.ts'
import { decodeFrames, encodeFrame, type Frame, type SendableFrame } from '../../protocol/frames.ts'
import {
  BINARY,
  closing,
  codeOf,
  cursorIn,
  type Headers,
  JSON_BODY,
  start,
} from '../admission/test-server.ts'

export const ADMIN = { authorization: 'Bearer the-administrators-own-token' }

export type Links = { readonly edit: string; readonly read: string }

export async function startByLinks(environment: Headers = {}) {
  const server = await start({
    HOLDFAST_ACCESS: 'links',
    HOLDFAST_ADMIN_TOKEN: 'the-administrators-own-token',
    ...environment,
  })
  const { ask } = server
  const json = async <T>(method: string, path: string, headers: Headers = {}, body?: object): Promise<T> => {
    const sent = body === undefined ? headers : { ...JSON_BODY, ...headers }
    const answer = await ask(method, path, sent, body && JSON.stringify(body))
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body.toString()) as T
  }
  const pad = async (content: { title?: string; markdown?: string } = {}) => {
    const made = await json<NewPad>('POST', '/api/pads', ADMIN, content)
    return { id: made.id, made, ...secretsOf(made.links) }
  }
  return { ...server, json, pad }
}

export const secretsOf = (links: PadLinkList | undefined): Links => ({
  edit: secretIn(links?.edit?.url),
  read: secretIn(links?.read?.url),
})
const secretIn = (url: string | null | undefined): string => /\?key=(.*)$/.exec(url ?? '')?.[1] ?? ''

export type ByLinks = Awaited<ReturnType<typeof startByLinks>>

/** A client by one transport: what it was sent so far, and how it ended. */
export interface Client {
  send(...frames: SendableFrame[]): Promise<Frame[]>
  /** Everything it was sent so far, what is new included. */
  received(): Promise<Frame[]>
  /** Resolves with the close code, or with the code of the refusal. */
  ended(): Promise<number | string>
}

export type Transport = 'websocket' | 'exchange'
export const TRANSPORTS = ['websocket', 'exchange'] as const

export const join = (
  server: Pick<ByLinks, 'ask' | 'socketTo'>,
  transport: Transport,
  pad: string,
  key: string,
): Promise<Client> => (transport === 'websocket' ? bySocket(server, pad, key) : byExchange(server, pad, key))

async function bySocket({ socketTo }: Pick<ByLinks, 'socketTo'>, pad: string, key: string): Promise<Client> {
  const socket: WebSocket = await socketTo(`/collab/${pad}?holdfast=1&key=${key}`)
  const frames: Frame[] = []
  const ended = closing(socket).then(({ code }) => code)
  let pings = 0
  socket.on('message', (data: Buffer) => frames.push(...decodeFrames(data)))
  /** A pong comes behind everything that was sent before it was asked for. */
  const round = async () => {
    const id = ++pings
    socket.send(encodeFrame({ type: 'ping', id }))
    while (!frames.some((frame) => frame.type === 'pong' && frame.id === id)) await once(socket, 'message')
  }
  const send: Client['send'] = async (...sent) => {
    const before = frames.length
    for (const frame of sent) socket.send(encodeFrame(frame))
    await round()
    return frames.slice(before)
  }
  // What came with the opening itself may have passed by unheard.
  await send({ type: 'query-awareness' })
  return { send, received: () => round().then(() => frames), ended: () => ended }
}

async function byExchange({ ask }: Pick<ByLinks, 'ask'>, pad: string, key: string): Promise<Client> {
  const frames: Frame[] = []
  const post = async (query: string, body?: Uint8Array) => {
    const answer = await ask('POST', `/collab/${pad}/exchange?key=${key}&${query}`, BINARY, body)
    if (answer.status !== 200) return { code: codeOf(answer), cursor: '', frames: [] }
    const [, ...rest] = decodeFrames(answer.body)
    frames.push(...rest)
    return { code: undefined, cursor: cursorIn(answer), frames: rest }
  }
  const opened = await post('')
  if (opened.code) throw new Error(`refused: ${opened.code}`)
  let { cursor } = opened
  const poll = async (wait = 0) => {
    const answer = await post(`cursor=${cursor}&wait=${wait}`)
    if (answer.cursor !== '') cursor = answer.cursor
    return answer.code
  }
  return {
    send: async (...sent) => (await post(`cursor=${cursor}`, Buffer.concat(sent.map(encodeFrame)))).frames,
    received: () => poll().then(() => frames),
    ended: async () => {
      for (;;) {
        const code = await poll(50_000)
        if (code !== undefined) return code
      }
    },
  }
}

/** Text `t` of a document that holds these updates. */
export const textOf = (frames: readonly Frame[]): string => {
  const doc = new Y.Doc()
  for (const frame of frames) {
    if (frame.type === 'update' || frame.type === 'sync-step-2') Y.applyUpdate(doc, frame.update)
  }
  return doc.getText('t').toString()
}
