/**
 * A stage for tests of the rooms: real rooms on a storage in memory whose disk can be told to refuse, a clock
 * that is moved by hand, and actors that are Y.Docs speaking frames. Used by tests only.
 */
import * as Y from 'yjs'
import { decodeFrames, encodeFrame, type Frame } from '../../protocol/frames.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { createTally, type Tally } from '../metrics/tally.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { type Storage, StorageError } from '../storage/storage.ts'
import type { Membership } from './peer.ts'
import { createRooms, type Rooms } from './rooms.ts'

export interface Stage {
  readonly rooms: Rooms
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Log
  readonly tally: Tally
  readonly lines: string[]
  /** Moves the clock and runs what became due, in order. */
  pass(milliseconds: number): Promise<void>
  /** Lets everything that is under way finish: microtasks, ends of ticks, memory storage. */
  settle(): Promise<void>
  /** Makes every append fail until called with false. */
  refuseWrites(refuse: boolean): void
  actor(
    padId: string,
    options?: { extended?: boolean; generation?: string; clientId?: number },
  ): Promise<Actor>
}

/** One client: what it was sent, and its own document, kept in step as a y-websocket client does. */
export interface Actor {
  readonly doc: Y.Doc
  readonly received: Frame[]
  readonly closed: { reason: string; detail: string }[]
  readonly membership: Membership
  send(...frames: Parameters<typeof encodeFrame>[0][]): void
  /** The count of the last acknowledgement, 0 before any. */
  acknowledged(): number
  text(): string
}

export function createStage(storage: Storage = createMemoryStorage()): Stage {
  let now = Date.UTC(2026, 0, 1)
  let timers: { at: number; call: () => void }[] = []
  let refusing = false
  let ids = 0
  let peers = 0
  const lines: string[] = []

  const after: Clock['after'] = (milliseconds, call) => {
    const timer = { at: now + milliseconds, call }
    timers.push(timer)
    return {
      cancel: () => {
        timers = timers.filter((other) => other !== timer)
      },
    }
  }
  const clock: Clock = {
    now: () => now,
    after,
    every: () => ({ cancel: () => {} }),
    endOfTick: (call) => {
      setImmediate(call)
    },
  }
  const write = (event: string) => {
    lines.push(event)
  }
  const log: Log = { debug: write, info: write, warn: write, error: write }
  const refuse = () => Promise.reject(new StorageError('write-failed', 'no space left on the stage'))
  const guarded: Storage = {
    ...storage,
    append: (id, update, at) => (refusing ? refuse() : storage.append(id, update, at)),
    create: (record, update) => (refusing ? refuse() : storage.create(record, update)),
  }
  const tally = createTally()
  const rooms = createRooms(
    { lingerMs: 1_000, compactAfter: 50, patienceMs: 2_000 },
    { storage: guarded, clock, log, tally, newId: () => `id-${++ids}`, random: () => 0.5 },
  )

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  async function pass(milliseconds: number): Promise<void> {
    const end = now + milliseconds
    for (;;) {
      await settle()
      const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      timers = timers.filter((timer) => timer !== due)
      now = due.at
      due.call()
    }
    now = end
  }

  async function actor(
    padId: string,
    {
      extended = true,
      generation,
      clientId,
    }: { extended?: boolean; generation?: string; clientId?: number } = {},
  ): Promise<Actor> {
    const doc = new Y.Doc()
    if (clientId !== undefined) doc.clientID = clientId
    const received: Frame[] = []
    const closed: { reason: string; detail: string }[] = []
    let membership: Membership | undefined
    const send: Actor['send'] = (...frames) => {
      for (const frame of frames) for (const one of decodeFrames(encodeFrame(frame))) membership?.receive(one)
    }
    const hear = (frame: Frame) => {
      received.push(frame)
      if (frame.type === 'sync-step-1') {
        send({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(doc, frame.stateVector) })
      } else if (frame.type === 'sync-step-2' || frame.type === 'update')
        Y.applyUpdate(doc, frame.update, 'server')
    }
    const early: Frame[] = []
    const peer = {
      id: `actor-${++peers}`,
      extended,
      send: (frames: readonly Uint8Array[]) => {
        for (const frame of frames.flatMap((bytes) => decodeFrames(bytes))) {
          if (membership) hear(frame)
          else early.push(frame)
        }
      },
      close: (reason: string, detail: string) => {
        closed.push({ reason, detail })
      },
    }
    membership = await rooms.join(padId, peer, generation)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') send({ type: 'update', update })
    })
    for (const frame of early) hear(frame)
    send({ type: 'sync-step-1', stateVector: Y.encodeStateVector(doc) })
    return {
      doc,
      received,
      closed,
      membership,
      send,
      acknowledged: () =>
        received.reduce((count, frame) => (frame.type === 'acknowledgement' ? frame.count : count), 0),
      text: () => doc.getText('t').toString(),
    }
  }

  return {
    rooms,
    storage,
    clock,
    log,
    tally,
    lines,
    pass,
    settle,
    actor,
    refuseWrites: (refuse) => {
      refusing = refuse
    },
  }
}

/** The root Text `t` as the storage has it. */
export async function storedText(stage: Stage, padId: string): Promise<string> {
  const doc = new Y.Doc()
  const { snapshot, updates } = await stage.storage.load(padId)
  for (const update of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, update)
  return doc.getText('t').toString()
}
