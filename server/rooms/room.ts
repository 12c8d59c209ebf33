/**
 * A room: one pad's document while somebody is in it. It takes frames from peers, decides what they are worth
 * (new, known, only deleting, lacking a predecessor), shows them to the others as the raw bytes that came, and
 * acknowledges them when they are applied and durable. It knows storage by its interface, peers and guests
 * (guest.ts) by theirs.
 */
import { type AwarenessEntry, decodeAwareness, encodeAwareness } from '../../protocol/awareness.ts'
import { ProtocolError } from '../../protocol/bytes.ts'
import type { CloseReason } from '../../protocol/close-codes.ts'
import { EXTENSION_VERSION, encodeFrame, type Frame } from '../../protocol/frames.ts'
import { KEEPALIVE_MS, MAX_HELD_BYTES, MAX_HELD_FRAMES } from '../../protocol/limits.ts'
import { decodeStateVector } from '../../protocol/state-vector.ts'
import { isEmpty, scanUpdate, standing, type UpdateSummary } from '../../protocol/update-scan.ts'
import { UnappliableUpdate } from './document.ts'
import type { Guest, Stay, Visit } from './guest.ts'
import { createGuests } from './guests.ts'
import { createLedger } from './ledger.ts'
import { createOutbox } from './outbox.ts'
import type { Membership, Peer } from './peer.ts'
import { createPresence } from './presence.ts'
import { bringsNothing } from './reading.ts'
import { createRecent } from './recent.ts'
import type { RoomDeps, RoomEvents, RoomOptions } from './room-needs.ts'
import type { Arrival, Seat } from './seat.ts'

export interface Room {
  join(peer: Peer): Membership
  host(guest: Guest): Stay
  people(): number
  /** The server's own edit of the title; resolves when durable. */
  retitle(title: string): Promise<void>
  /** To be called by whoever owns the writer: acknowledges what became durable. */
  acknowledge(): void
  /** Everyone, or those that `who` chooses; `detail` is asked for each peer. */
  closeAll(reason: CloseReason, detail: () => string, who?: (one: Peer | Guest) => boolean): void
}

export function createRoom(options: RoomOptions, events: RoomEvents, deps: RoomDeps): Room {
  const { padId, generation, instance, document, writer } = options
  const seats = new Map<Peer, Seat>()
  const visits = new Set<Seat>()
  /** Seats with arrivals that wait for a predecessor; almost always none. */
  const waiting = new Set<Seat>()
  const presence = createPresence<string>(deps.clock.now)
  const outbox = createOutbox(() => seats.keys(), deps.clock.endOfTick)
  const recent = createRecent()
  const guests = createGuests(
    { generation, instance },
    {
      presence,
      recent,
      clock: deps.clock,
      sequence: writer.sequence,
      load: () => deps.storage.load(padId),
      greeting: () => [hello(), stepOne()],
      visit,
      gone: (guest) => showPresence(presence.leave(guest)),
      empty,
    },
  )

  function join(peer: Peer): Membership {
    const seat: Seat = { peer, ledger: createLedger(), held: [], refused: 0 }
    seats.set(peer, seat)
    const greeting = peer.extended ? [hello(), stepOne()] : [stepOne()]
    const here = presence.all()
    if (here.length > 0) greeting.push(encodeFrame({ type: 'awareness', entries: encodeAwareness(here) }))
    peer.send(greeting)
    return { receive: (frame) => receive(seat, frame), leave: () => leave(seat) }
  }

  const hello = () =>
    encodeFrame({ type: 'hello', version: EXTENSION_VERSION, generation, heartbeat: KEEPALIVE_MS })
  const stepOne = () => encodeFrame({ type: 'sync-step-1', stateVector: document.stateVector() })

  function visit(peer: Peer, repeated: boolean): Visit {
    const opened = { repeated, settled: undefined }
    const seat: Seat = { peer, ledger: createLedger(), held: [], refused: 0, visit: opened }
    visits.add(seat)
    return {
      receive: (frame) => receive(seat, frame),
      whenSettled: (call) => {
        if (seat.visit) seat.visit.settled = call
        acknowledgeTo(seat)
      },
      acknowledgement: () => seat.ledger.state(writer.fails),
      leave: () => leave(seat),
    }
  }

  function leave(seat: Seat): void {
    waiting.delete(seat)
    if (visits.delete(seat) || !seats.delete(seat.peer)) return
    showPresence(presence.leave(seat.peer.id))
    empty()
  }

  const people = () => seats.size + guests.size()

  function empty(): void {
    if (people() === 0) events.empty()
  }

  function showPresence(entries: readonly AwarenessEntry[]): boolean {
    outbox.awareness(entries)
    if (entries.length > 0) guests.stir()
    return entries.length > 0
  }

  const isHere = (seat: Seat) => visits.has(seat) || seats.get(seat.peer) === seat

  function receive(seat: Seat, frame: Frame): boolean {
    if (!isHere(seat)) return false
    try {
      return take(seat, frame)
    } catch (failure) {
      if (failure instanceof UnappliableUpdate) events.broken(failure)
      else if (failure instanceof ProtocolError) refuse(seat, failure)
      else throw failure
      return true
    }
  }

  function refuse(seat: Seat, failure: ProtocolError): void {
    deps.log.warn('room.frame-refused', {
      pad: padId,
      peer: seat.peer.id,
      code: failure.code,
      reason: failure.message,
    })
    seat.peer.close('badFrame', failure.code)
    leave(seat)
  }

  /** Answers false when the frame told nothing. */
  function take(seat: Seat, frame: Frame): boolean {
    if (frame.type === 'sync-step-1') {
      decodeStateVector(frame.stateVector)
      seat.peer.send([encodeFrame({ type: 'sync-step-2', update: document.answer(frame.stateVector) })])
    } else if (frame.type === 'sync-step-2' || frame.type === 'update') {
      // Zero bytes and `00 00` are the same empty update.
      const summary = frame.update.length === 0 ? NOTHING : scanUpdate(frame.update)
      const stepTwo = frame.type === 'sync-step-2'
      const reads = seat.peer.readOnly === true
      const begins = !reads && !isEmpty(summary) && !options.isBorn()
      const refusal = begins ? seat.peer.mayBegin?.() : undefined
      if (reads && !bringsNothing(summary, document)) refuseChange(seat)
      else if (refusal !== undefined) dismiss(seat, refusal)
      else {
        place({ seat, index: seat.ledger.enter(), update: frame.update, summary, stepTwo })
        releaseHeld()
        acknowledgeTo(seat)
      }
    } else if (frame.type === 'awareness') {
      return showPresence(presence.receive(seat.peer.id, decodeAwareness(frame.entries), seat.peer.page))
    } else if (frame.type === 'query-awareness') {
      seat.peer.send([encodeFrame({ type: 'awareness', entries: encodeAwareness(presence.all()) })])
    } else if (frame.type === 'ping') {
      seat.peer.send([encodeFrame({ type: 'pong', id: frame.id })])
    }
    // Pong, frames only a server sends, and types nobody here knows are tolerated, as y-websocket does.
    return true
  }

  /** Entered and never settled, so that nobody takes it, or what follows, for saved. Reading goes on. */
  function refuseChange(seat: Seat): void {
    seat.ledger.enter()
    seat.refused += 1
    if (seat.refused === 1) {
      deps.log.info('room.change-refused', { pad: padId, peer: seat.peer.id })
      seat.peer.send([encodeFrame({ type: 'auth-denied', reason: READ_ONLY })])
    }
    acknowledgeTo(seat)
  }

  /** Decides what an arrival is worth and does it; answers false when it waits for a predecessor. */
  function place(arrival: Arrival, wasHeld = false): boolean {
    const { seat, index, update, summary, stepTwo } = arrival
    const { kind, overlaps } = standing(summary, document.clockOf)
    const suspicious = overlaps && !wasHeld && seat.visit?.repeated !== true
    if (kind === 'gap') {
      if (!wasHeld) hold(arrival)
      return false
    }
    if (kind === 'known' || (stepTwo && isEmpty(summary))) {
      settleWhenDurable(seat, index, suspicious && !stepTwo)
    } else if (stepTwo) {
      const effect = document.merge(update)
      if (effect) publish(effect, seat, index, false)
      else settleWhenDurable(seat, index, false)
    } else {
      document.queue(update, summary)
      publish(update, seat, index, suspicious)
    }
    return true
  }

  function publish(update: Uint8Array, seat: Seat, index: number, withoutEffect: boolean): void {
    outbox.toOthers(encodeFrame({ type: 'update', update }), seat.peer)
    writer.write(update, (sequence) => {
      recent.add(sequence, update, seat.peer.id)
      seat.ledger.settle(index, withoutEffect)
    })
  }

  /** What an arrival repeats may itself not be durable yet: it settles behind everything written before it. */
  function settleWhenDurable(seat: Seat, index: number, withoutEffect: boolean): void {
    writer.afterWaiting(() => seat.ledger.settle(index, withoutEffect))
  }

  /** Two tabs that talk over BroadcastChannel do this honestly: one sends what builds on the other's edit. */
  function hold(arrival: Arrival): void {
    const { seat } = arrival
    if (seat.held.length === 0) seat.peer.send([stepOne()])
    seat.held.push(arrival)
    waiting.add(seat)
    const bytes = seat.held.reduce((sum, { update }) => sum + update.length, 0)
    if (seat.held.length <= MAX_HELD_FRAMES && bytes <= MAX_HELD_BYTES) return
    deps.log.warn('room.gap-bound', { pad: padId, peer: seat.peer.id, frames: seat.held.length, bytes })
    dismiss(seat, 'too much waits for a predecessor')
  }

  function dismiss(seat: Seat, detail: string): void {
    seat.peer.close('tryAgainLater', detail)
    leave(seat)
  }

  /** Whatever was placed may be the predecessor that others wait for, whoever sent it. */
  function releaseHeld(): void {
    for (let progress = waiting.size > 0; progress; ) {
      progress = false
      for (const seat of waiting) {
        const still = seat.held.filter((arrival) => !place(arrival, true))
        if (still.length < seat.held.length) progress = true
        seat.held = still
        if (still.length === 0) waiting.delete(seat)
      }
    }
  }

  function acknowledgeTo(seat: Seat): void {
    if (seat.visit) {
      if (seat.ledger.unsettled() === seat.held.length + seat.refused) seat.visit.settled?.()
      return
    }
    if (!seat.peer.extended || !isHere(seat)) return
    const due = seat.ledger.due(writer.fails)
    if (due) seat.peer.send([encodeFrame(due)])
  }

  function acknowledge(): void {
    try {
      document.flush()
    } catch (failure) {
      if (!(failure instanceof UnappliableUpdate)) throw failure
      events.broken(failure)
      return
    }
    for (const seat of seats.values()) acknowledgeTo(seat)
    for (const seat of [...visits]) acknowledgeTo(seat)
    guests.stir()
  }

  function retitle(title: string): Promise<void> {
    const effect = document.retitle(title)
    if (!effect) return writer.idle()
    return new Promise((resolve) => {
      outbox.toOthers(encodeFrame({ type: 'update', update: effect }), undefined)
      writer.write(effect, (sequence) => {
        recent.add(sequence, effect, undefined)
        resolve()
      })
    })
  }

  function closeAll(
    reason: CloseReason,
    detail: () => string,
    who: (one: Peer | Guest) => boolean = () => true,
  ) {
    outbox.flush()
    for (const seat of [...seats.values()].filter(({ peer }) => who(peer))) {
      seat.peer.close(reason, detail())
      leave(seat)
    }
    guests.endAll(reason, detail(), who)
  }

  return { join, host: guests.host, people, retitle, acknowledge, closeAll }
}

const READ_ONLY = 'this link is for reading only'
const NOTHING: UpdateSummary = scanUpdate(Uint8Array.of(0, 0))
