/**
 * The real rooms and the real exchange in one process that can crash: its disk takes a moment for each write,
 * and what was under way in a crash is on the disk or not, as luck has it. No sockets: whoever plays the network
 * calls in here.
 */
import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import * as Y from 'yjs'
import { CLOSE_CODES, type CloseReason } from '../../../protocol/close-codes.ts'
import { decodeFrames } from '../../../protocol/frames.ts'
import { MAX_FRAME_BYTES } from '../../../protocol/limits.ts'
import { openAccess } from '../../../server/access/open.ts'
import { createTestAdmission } from '../../../server/admission/test-admission.ts'
import { systemClock } from '../../../server/clock.ts'
import { createExchange, type Exchange } from '../../../server/exchange/exchange.ts'
import { createTally } from '../../../server/metrics/tally.ts'
import type { Membership } from '../../../server/rooms/peer.ts'
import { createRooms, type Rooms } from '../../../server/rooms/rooms.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import type { Storage } from '../../../server/storage/storage.ts'
import type { Random } from '../../harness/random.ts'

export interface ServerSide {
  receive(message: Uint8Array): void
  gone(): void
}

export interface ClientSide {
  message(frame: Uint8Array): void
  closed(code: number, reason: string): void
}

export interface PlayedServer {
  isUp(): boolean
  /** Throws nothing: a server that is down refuses by undefined. */
  connect(url: string, client: ClientSide): ServerSide | undefined
  post(
    url: string,
    body: Uint8Array,
  ): { readonly answer: Promise<{ status: number; body: Uint8Array }>; abort(): void } | undefined
  /** The process is gone at once. */
  crash(): void
  /** The process says goodbye first. */
  stop(): void
  start(): void
  /** The pad's title as the disk has it now. */
  stored(): string
  /** Log lines that no run should bring forth. */
  readonly alarms: readonly string[]
}

interface Process {
  readonly rooms: Rooms
  readonly exchange: Exchange
  readonly clients: Set<ClientSide>
  alive: boolean
}

const ALARMING = /dropped|unappliable|frame-refused|frame-failed|gap-bound/

export function createPlayedServer(padId: string, random: Random): PlayedServer {
  const disk = createMemoryStorage()
  const onDisk = new Y.Doc()
  const alarms: string[] = []
  let ids = 0
  let running: Process | undefined
  let starts = 0

  /** A disk as one process sees it: writes happen a moment later, in order, and not any more after a crash. */
  function storageOf(process: { alive: boolean }): Storage {
    let last: Promise<unknown> = Promise.resolve()
    const write = <T>(work: () => Promise<T>): Promise<T> => {
      const done = last.then(async () => {
        await new Promise<void>((resolve) => setTimeout(resolve, 1 + random.below(25)))
        // Luck decides about what was under way in a crash; nobody is there any more to be told.
        const written = process.alive || random.below(2) === 0
        const result = written ? await work() : undefined
        return process.alive ? (result as T) : await new Promise<T>(() => {})
      })
      last = done
      return done
    }
    return {
      ...disk,
      create: (record, update) =>
        write(async () => {
          await disk.create(record, update)
          if (update) Y.applyUpdate(onDisk, update)
        }),
      append: (id, update, at) =>
        write(async () => {
          const sequence = await disk.append(id, update, at)
          Y.applyUpdate(onDisk, update)
          return sequence
        }),
      compact: async (id, sequence, snapshot) => {
        if (process.alive) await disk.compact(id, sequence, snapshot)
      },
      change: (id, patch) => (process.alive ? disk.change(id, patch) : new Promise(() => {})),
    }
  }

  function start(): void {
    const process = { alive: true }
    starts += 1
    const note = (event: string, fields: Readonly<Record<string, unknown>> = {}) => {
      if (process.alive && ALARMING.test(event)) alarms.push(`${event} ${JSON.stringify(fields)}`)
    }
    const log = { debug: note, info: note, warn: note, error: note }
    const tally = createTally()
    const deps = { clock: systemClock, log, tally, newId: () => `id-${++ids}`, random: random.next }
    const rooms = createRooms(
      { lingerMs: 1_000, compactAfter: 20, patienceMs: 2_000 },
      { ...deps, storage: storageOf(process) },
    )
    const key = new Uint8Array(32).fill(starts)
    const admission = createTestAdmission({}, deps)
    const limits = { maxBodyBytes: 1 << 20, maxFrameBytes: MAX_FRAME_BYTES }
    const exchange = createExchange({ key, ...limits }, { ...deps, rooms, admission, access: openAccess })
    running = Object.assign(process, { rooms, exchange, clients: new Set<ClientSide>() })
  }

  function connect(address: string, client: ClientSide): ServerSide | undefined {
    const process = running
    if (!process) return undefined
    const query = new URL(address).searchParams
    const early: Uint8Array[] = []
    let membership: Membership | undefined
    let over = false
    const peer = {
      id: `ws-${++ids}`,
      page: query.get('page') ?? undefined,
      extended: query.get('holdfast') === '1',
      send: (frames: readonly Uint8Array[]) => {
        if (process.alive && !over) for (const frame of frames) client.message(frame.slice())
      },
      close: (reason: CloseReason, detail: string) => {
        if (over) return
        over = true
        process.clients.delete(client)
        client.closed(CLOSE_CODES[reason].code, detail)
      },
    }
    process.clients.add(client)
    const receive = (message: Uint8Array) => {
      if (!process.alive || over) return
      if (!membership) early.push(message)
      else for (const frame of decodeFrames(message)) membership.receive(frame)
    }
    process.rooms.join(padId, peer, query.get('generation') ?? undefined).then(
      (seated) => {
        membership = seated
        if (over) seated.leave()
        for (const message of early.splice(0)) receive(message)
      },
      (failure: { code?: string }) =>
        peer.close(failure.code === 'generation-mismatch' ? 'generationMismatch' : 'serverError', ''),
    )
    return {
      receive,
      gone: () => {
        if (over) return
        over = true
        process.clients.delete(client)
        if (process.alive) membership?.leave()
      },
    }
  }

  function post(address: string, body: Uint8Array): ReturnType<PlayedServer['post']> {
    const process = running
    if (!process) return undefined
    const url = new URL(address)
    const request = Object.assign(Readable.from(body.length > 0 ? [Buffer.from(body)] : []), {
      method: 'POST',
      url: url.pathname + url.search,
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(body.length) },
      socket: { remoteAddress: '127.0.0.1' },
    })
    const response = Object.assign(new EventEmitter(), { destroyed: false, writableFinished: false })
    const answer = new Promise<{ status: number; body: Uint8Array }>((resolve, reject) => {
      let status = 500
      Object.assign(response, {
        writeHead: (code: number) => {
          status = code
        },
        end: (bytes: Uint8Array | string) => {
          response.writableFinished = true
          if (process.alive) resolve({ status, body: Buffer.from(bytes as string) })
          response.emit('close')
        },
      })
      process.exchange.router(request as never, response as never, (failure: unknown) =>
        reject(failure instanceof Error ? failure : new Error('no route')),
      )
    })
    return {
      answer,
      abort: () => {
        if (response.writableFinished) return
        response.destroyed = true
        response.emit('close')
      },
    }
  }

  function crash(): void {
    if (!running) return
    running.alive = false
    const { clients } = running
    running = undefined
    for (const client of clients) client.closed(1006, '')
  }

  start()
  return {
    isUp: () => running !== undefined,
    connect,
    post,
    crash,
    stop: () => {
      const process = running
      if (!process) return
      running = undefined
      void process.rooms
        .close()
        .then(() => process.exchange.close())
        .then(() => {
          process.alive = false
        })
    },
    start: () => {
      if (!running) start()
    },
    stored: () => onDisk.getText('title').toString(),
    alarms,
  }
}
