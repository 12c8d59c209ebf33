/**
 * An exchange on a free port for the tests of this folder: real requests, the rooms of the stage, a clock that
 * is moved by hand, and clients that keep a Y.Doc and its awareness in step as a provider does. Tests only.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type AcknowledgementFrame, decodeFrames, encodeFrame, type Frame } from '../../protocol/frames.ts'
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts'
import type { Access } from '../access/access.ts'
import { openAccess } from '../access/open.ts'
import { createTestAdmission, type TestAdmissionOptions } from '../admission/test-admission.ts'
import { createTally, type Tally } from '../metrics/tally.ts'
import { createStage, type Stage } from '../rooms/stage.ts'
import { createExchange, type Exchange } from './exchange.ts'

export interface TestSide {
  readonly stage: Stage
  readonly exchange: Exchange
  readonly tally: Tally
  readonly url: string
  /** A request to a pad's exchange; the query is given as it stands in the address. */
  post(padId: string, query?: string, body?: Uint8Array, init?: RequestInit): Promise<Answer>
  client(padId: string): Promise<Client>
  /** Resolves when so many requests are under way. */
  underWay(count: number): Promise<void>
  close(): Promise<void>
}

export type TestSideOptions = Omit<TestAdmissionOptions, 'key'> & {
  readonly key?: Uint8Array
  readonly maxBodyBytes?: number
  readonly maxFrameBytes?: number
  /** Everybody may do everything when not given. */
  readonly access?: Pick<Access, 'pass'>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly frames: readonly Frame[]
  /** The cursor of a 200. */
  readonly cursor: string
  /** The stable code of a refusal. */
  readonly code: string | undefined
  readonly acknowledgement: AcknowledgementFrame | undefined
}

export interface Client {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  cursor: string
  text(): string
  /** Sends what was written since the last send. */
  send(query?: string): Promise<Answer>
  /** Asks for news and takes them in, unless `lost`. */
  poll(waitMs?: number, lost?: boolean): Promise<Answer>
  /** Frames that wait for the next send. */
  readonly unsent: Uint8Array[]
}

export async function openSide(
  stage: Stage = createStage(),
  {
    key = new Uint8Array(32).fill(7),
    maxBodyBytes = 1 << 22,
    maxFrameBytes = MAX_FRAME_BYTES,
    access = openAccess,
    ...admitting
  }: TestSideOptions = {},
): Promise<TestSide> {
  let ids = 0
  const tally = createTally()
  const exchange = createExchange(
    { key, maxBodyBytes, maxFrameBytes },
    {
      rooms: stage.rooms,
      admission: createTestAdmission(admitting, stage),
      access,
      clock: stage.clock,
      log: stage.log,
      tally,
      newId: () => `guest-${++ids}-${key[0]}`,
    },
  )
  const server = createServer(express().use(exchange.router))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const post: TestSide['post'] = async (padId, query = '', body, init = {}) => {
    const response = await fetch(`${url}/collab/${padId}/exchange?${query}`, {
      method: 'POST',
      headers: body ? { 'content-type': 'application/octet-stream' } : {},
      ...(body ? { body: Uint8Array.from(body) } : {}),
      ...init,
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const frames = response.ok ? decodeFrames(bytes) : []
    const first = frames[0]
    return {
      status: response.status,
      headers: response.headers,
      frames,
      cursor: first?.type === 'cursor' ? first.cursor : '',
      code: response.ok ? undefined : (JSON.parse(new TextDecoder().decode(bytes)) as { code: string }).code,
      acknowledgement: frames.find((frame) => frame.type === 'acknowledgement'),
    }
  }

  async function client(padId: string): Promise<Client> {
    const doc = new Y.Doc()
    const awareness = new Awareness(doc)
    const unsent: Uint8Array[] = []
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') unsent.push(encodeFrame({ type: 'update', update }))
    })
    awareness.on('update', (_changes: unknown, origin: unknown) => {
      if (origin === 'local') unsent.push(presence())
    })
    const presence = () =>
      encodeFrame({ type: 'awareness', entries: encodeAwarenessUpdate(awareness, [doc.clientID]) })
    const hear = (frame: Frame) => {
      if (frame.type === 'sync-step-1') {
        const update = Y.encodeStateAsUpdate(doc, frame.stateVector)
        unsent.push(encodeFrame({ type: 'sync-step-2', update }))
      } else if (frame.type === 'sync-step-2' || frame.type === 'update')
        Y.applyUpdate(doc, frame.update, 'server')
      else if (frame.type === 'awareness') applyAwarenessUpdate(awareness, frame.entries, 'server')
    }
    const stepOne = encodeFrame({ type: 'sync-step-1', stateVector: Y.encodeStateVector(doc) })
    const opened = await post(padId, '', Buffer.concat([stepOne, presence()]))
    for (const frame of opened.frames) hear(frame)
    const self: Client = {
      doc,
      awareness,
      unsent,
      cursor: opened.cursor,
      text: () => doc.getText('t').toString(),
      send: async (query = '') => {
        const body = Buffer.concat(unsent.splice(0))
        const answer = await post(padId, `cursor=${self.cursor}&${query}`, body)
        for (const frame of answer.frames) hear(frame)
        return answer
      },
      poll: async (waitMs = 0, lost = false) => {
        const answer = await post(padId, `cursor=${self.cursor}&wait=${waitMs}`)
        if (lost || answer.status !== 200) return answer
        for (const frame of answer.frames) hear(frame)
        self.cursor = answer.cursor
        return answer
      },
    }
    clients.push(awareness)
    return self
  }
  const clients: Awareness[] = []

  return {
    stage,
    exchange,
    tally,
    url,
    post,
    client,
    underWay: async (count) => {
      while (exchange.underWay() !== count) await new Promise((resolve) => setImmediate(resolve))
      await stage.settle()
    },
    close: async () => {
      // Each awareness holds an interval.
      for (const awareness of clients) awareness.destroy()
      const stopped = exchange.close()
      await stage.pass(2_000)
      await stopped
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
