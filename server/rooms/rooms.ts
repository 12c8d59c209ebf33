/**
 * All rooms of this process: opens a room when the first peer comes, drops it when the last one has left, and
 * does to a pad what a person asks for without an editor. A pad is loaded once however many ask for it at the
 * same moment, and after its last peer left nothing of its document stays in memory.
 */

import { withRetryAfter } from '../../protocol/close-codes.ts'
import { MAX_TITLE_LENGTH } from '../../protocol/limits.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Tally } from '../metrics/tally.ts'
import type { Storage } from '../storage/storage.ts'
import { createDocument, NOTHING_STORED } from './document.ts'
import type { Guest, Stay } from './guest.ts'
import type { Live } from './live.ts'
import { PadError, type Pads } from './pads.ts'
import type { Membership, Peer } from './peer.ts'
import { bornNow, createRequests, refuseDeleted } from './requests.ts'
import { createRoom } from './room.ts'
import { createWriter } from './writer.ts'

export interface RoomsOptions {
  /** How long an empty room is kept for whoever reloads the page, in milliseconds. */
  readonly lingerMs: number
  /** Updates behind a snapshot after which an open pad gets a new one. */
  readonly compactAfter: number
  /** How long a person's request waits for the disk, in milliseconds. */
  readonly patienceMs: number
}

export interface RoomsDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Log
  readonly tally: Pick<Tally, 'updated' | 'acknowledged'>
  /** A fresh random id of letters and digits, for pads and generations. */
  newId(): string
  /** 0 ≤ random() < 1. */
  random(): number
}

/** Whoever is sent away by a restart comes back within this time, each at a moment of their own. */
const SPREAD_PER_PERSON_MS = 20
const LONGEST_SPREAD_MS = 10_000

export interface Rooms extends Pads {
  /**
   * Seats a peer. `generation` is the one its copy has, when it has a copy. Rejects with PadError
   * `pad-deleted`, `pad-damaged` or `generation-mismatch`.
   */
  join(padId: string, peer: Peer, generation: string | undefined): Promise<Membership>
  /** Receives a guest, as `join` seats a peer. */
  host(padId: string, guest: Guest, generation: string | undefined): Promise<Stay>
  /** Rooms in memory, empty ones that linger included. */
  size(): number
  /** Pads with somebody in them, in no order. */
  occupied(): readonly Occupied[]
  /** Gives every pad whose log has no snapshot one; for the start after a crash. */
  compactAll(): Promise<void>
  /** Closes every peer with 1012, waits for the disk as long as `patienceMs`, and drops all rooms. */
  close(): Promise<void>
}

export interface Occupied {
  readonly id: string
  readonly people: number
}

interface Slot {
  readonly opening: Promise<Live>
  live?: Live
  closing?: Promise<void>
}

export function createRooms(options: RoomsOptions, deps: RoomsDeps): Rooms {
  const { storage, clock, log } = deps
  const slots = new Map<string, Slot>()

  /** The open room of a pad. Whoever awaits this must use it before awaiting anything else. */
  async function enter(padId: string): Promise<Live> {
    for (;;) {
      const slot = slots.get(padId) ?? open(padId)
      if (slot.closing) await slot.closing
      else {
        const live = await slot.opening
        if (!slot.closing && slots.get(padId) === slot) return live
      }
    }
  }

  function open(padId: string): Slot {
    const slot: Slot = { opening: load(padId) }
    slots.set(padId, slot)
    slot.opening.then(
      (live) => {
        slot.live = live
        empty(live)
      },
      () => slots.delete(padId),
    )
    return slot
  }

  async function load(padId: string): Promise<Live> {
    const known = storage.pad(padId)
    const stored = known ? await storage.load(padId) : NOTHING_STORED
    if (stored.damage) {
      throw new PadError(
        'pad-damaged',
        `the stored pad is damaged (${stored.damage.where}); it can be read only`,
      )
    }
    const generation = known?.generation ?? deps.newId()
    const document = createDocument(stored, (what) =>
      log.error('room.update-unappliable', { pad: padId, what }),
    )
    const writer = createWriter(
      () => storage.pad(padId) ?? bornNow(padId, generation, '', clock.now()),
      stored.sequence,
      { durable: () => settled(live), failing: () => room.acknowledge() },
      deps,
    )
    const isBorn = () => storage.pad(padId) !== undefined || writer.waiting() > 0
    const room = createRoom(
      { padId, generation, instance: deps.newId(), document, writer, isBorn },
      { empty: () => empty(live), broken: (failure) => drop(live, String(failure.cause ?? failure)) },
      deps,
    )
    const live: Live = {
      padId,
      generation,
      document,
      writer,
      room,
      snapshotSequence: stored.snapshotSequence,
      compacting: false,
      linger: undefined,
    }
    return live
  }

  /** Something became durable: tell the authors, keep the list's title true, and shorten the log in time. */
  function settled(live: Live): void {
    live.room.acknowledge()
    void indexTitle(live)
    if (live.writer.sequence() - live.snapshotSequence >= options.compactAfter) void compact(live)
  }

  async function indexTitle(live: Live): Promise<void> {
    const title = live.document.title().slice(0, MAX_TITLE_LENGTH)
    const record = storage.pad(live.padId)
    if (!record || record.title === title) return
    try {
      await storage.change(live.padId, { title })
    } catch (failure) {
      log.warn('room.title-not-indexed', { pad: live.padId, reason: String(failure) })
    }
  }

  async function compact(live: Live): Promise<void> {
    const sequence = live.writer.sequence()
    if (live.compacting || sequence === live.snapshotSequence || !live.document.complete) return
    live.compacting = true
    try {
      await storage.compact(live.padId, sequence, live.document.state())
      live.snapshotSequence = sequence
    } catch (failure) {
      log.warn('room.compaction-failed', { pad: live.padId, reason: String(failure) })
    } finally {
      live.compacting = false
    }
  }

  function empty(live: Live): void {
    live.linger?.cancel()
    live.linger = clock.after(options.lingerMs, () => {
      live.linger = undefined
      if (live.room.people() > 0) return
      if (live.writer.waiting() > 0 || live.compacting) empty(live)
      else void evict(live)
    })
  }

  function evict(live: Live): Promise<void> {
    const slot = slots.get(live.padId)
    if (slot?.live !== live || live.room.people() > 0) return Promise.resolve()
    slot.closing ??= compact(live).then(() => {
      live.document.close()
      slots.delete(live.padId)
    })
    return slot.closing
  }

  /** What is in memory cannot be trusted: peers come back, send what was not acknowledged, and all is loaded anew. */
  function drop(live: Live, reason: string): void {
    log.error('room.dropped', { pad: live.padId, reason })
    slots.delete(live.padId)
    live.writer.abandon()
    live.room.closeAll('serverError', () => 'the room is loaded again')
    live.linger?.cancel()
    live.document.close()
  }

  /** `seat` is called at once with the room, before anything else can happen to it. */
  async function admit<T>(
    padId: string,
    generation: string | undefined,
    seat: (room: Live['room']) => T,
  ): Promise<T> {
    refuseDeleted(storage, padId)
    const live = await enter(padId)
    refuseDeleted(storage, padId)
    if (generation !== undefined && generation !== live.generation) {
      throw new PadError(
        'generation-mismatch',
        'the copy of this client belongs to another generation of the pad',
      )
    }
    return seat(live.room)
  }

  /** A disk that refuses is tried again for ever; a person's request is answered before that. */
  function patiently(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = clock.after(options.patienceMs, () =>
        reject(
          new PadError(
            'write-failed',
            'the server cannot write to its disk at the moment; it goes on trying',
          ),
        ),
      )
      work.then(resolve, reject).finally(() => timer.cancel())
    })
  }

  async function compactAll(): Promise<void> {
    for (const padId of [...storage.uncompacted()]) {
      if (slots.has(padId)) continue
      try {
        await evict(await enter(padId))
      } catch (failure) {
        log.warn('room.compaction-failed', { pad: padId, reason: String(failure) })
      }
    }
  }

  async function close(): Promise<void> {
    const open = [...slots.values()].flatMap(({ live }) => live ?? [])
    const people = open.reduce((sum, { room }) => sum + room.people(), 0)
    const spread = Math.min(LONGEST_SPREAD_MS, people * SPREAD_PER_PERSON_MS)
    const farewell = () => withRetryAfter(deps.random() * spread, 'the server restarts')
    for (const { room } of open) room.closeAll('restart', farewell)
    const idle = Promise.all(open.map(({ writer }) => writer.idle())).then(() => undefined)
    await patiently(idle).catch(() => {})
    for (const live of open) {
      const lost = live.writer.abandon()
      if (lost > 0) log.error('room.unsaved-at-stop', { pad: live.padId, updates: lost })
      live.linger?.cancel()
      await evict(live)
    }
  }

  const requests = createRequests({
    ...deps,
    enter,
    open: (padId) => slots.get(padId)?.live,
    indexTitle,
    patiently,
  })

  return {
    ...requests,
    join: (padId, peer, generation) => admit(padId, generation, (room) => room.join(peer)),
    host: (padId, guest, generation) => admit(padId, generation, (room) => room.host(guest)),
    size: () => slots.size,
    occupied: () =>
      [...slots].flatMap(([id, { live }]) => {
        const people = live?.room.people() ?? 0
        return people > 0 ? { id, people } : []
      }),
    compactAll,
    close,
  }
}
