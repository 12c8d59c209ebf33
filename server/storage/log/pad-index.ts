/**
 * What the engine keeps in memory: each pad's record, its numbers and where its updates lie that no snapshot
 * covers. The same functions run over records read at start and over records just committed, so that the index
 * after a restart cannot differ from the one before. It refuses to read or write.
 *
 * Numbers: a pad's updates have a sequence, changes of its own record a revision. Every record, snapshot and seal
 * states the last of both ("promised"); whatever was promised and is not found was lost and is told.
 */
import type { Damage, PadRecord } from '../storage.ts'
import type { Mark, PadFacts } from './payload.ts'
import type { RecordHeader } from './record.ts'

/** Where an update's bytes lie. */
export interface Position {
  readonly segment: number
  readonly offset: number
  readonly length: number
  readonly checksum: number
}

export interface PadState {
  record: PadRecord
  revision: number
  /** The last update that can be read. */
  sequence: number
  snapshotSequence: number
  /** The revision of the record inside the newest snapshot; 0 when there is none. */
  snapshotRevision: number
  /** The sequence whose time is in `record.updatedAt` already. */
  seen: number
  /** Sequences of the snapshot files that may lie on disk, ascending. */
  snapshots: number[]
  /** Updates `snapshotSequence + 1` to `sequence`. */
  positions: Position[]
  purged: number | undefined
  /** The segment that holds the newest record of the pad itself; 0 when it is in the snapshot alone. */
  home: number
  promised: Mark
  damage: Damage | undefined
}

export type PadIndex = Map<string, PadState>

/** What one segment holds, for its seal and for knowing when it may go. */
export interface SegmentState {
  readonly number: number
  /** Bytes that count. */
  end: number
  readonly marks: Map<string, Mark>
  /** Holds bytes that could not be read: kept for ever. */
  damaged: boolean
  /** The file may go on behind `end`; only the successor's head says that this does not count. */
  overhang: boolean
}

/** A record with its payload understood. */
export interface Entry {
  readonly header: RecordHeader
  readonly segment: number
  readonly facts?: PadFacts
  readonly position?: Position
}

export const newPad = (record: PadRecord): PadState => ({
  record,
  revision: 0,
  sequence: 0,
  snapshotSequence: 0,
  snapshotRevision: 0,
  seen: 0,
  snapshots: [],
  positions: [],
  purged: undefined,
  home: 0,
  promised: { sequence: 0, revision: 0 },
  damage: undefined,
})

/** A pad of which something is stored, but not its own record. */
export const unknownPad = (id: string, time: number): PadState =>
  newPad({ id, generation: '', title: '', createdAt: time, updatedAt: time })

export const promise = (pad: PadState, sequence: number, revision: number): void => {
  pad.promised = {
    sequence: Math.max(pad.promised.sequence, sequence),
    revision: Math.max(pad.promised.revision, revision),
  }
}

export const mark = (segment: SegmentState, id: string, sequence: number, revision: number): void => {
  const known = segment.marks.get(id)
  segment.marks.set(id, {
    sequence: Math.max(known?.sequence ?? 0, sequence),
    revision: Math.max(known?.revision ?? 0, revision),
  })
}

const ensure = (pads: PadIndex, header: RecordHeader, facts: PadFacts | undefined): PadState => {
  const known = pads.get(header.padId)
  if (known !== undefined) return known
  const pad = facts === undefined ? unknownPad(header.padId, header.time) : newPad(facts.record)
  pads.set(header.padId, pad)
  return pad
}

const applyFacts = (pad: PadState, facts: PadFacts, revision: number, segment: number): void => {
  if (revision <= pad.revision) return
  pad.record = facts.record
  pad.revision = revision
  pad.home = segment
  if (facts.purged === undefined) return
  pad.purged = facts.purged
  pad.positions = []
  pad.sequence = Math.max(pad.sequence, facts.purged)
  pad.damage = undefined
}

const applyUpdate = (pad: PadState, position: Position, sequence: number, time: number): void => {
  // Behind a gap nothing is readable; at or before what is known it is a dropped segment that came back.
  if (pad.purged !== undefined || pad.damage !== undefined || sequence !== pad.sequence + 1) return
  pad.positions.push(position)
  pad.sequence = sequence
  if (sequence > pad.seen) pad.record = { ...pad.record, updatedAt: time }
}

/** Takes one sound record into the index. */
export const apply = (pads: PadIndex, segment: SegmentState, entry: Entry): void => {
  const { header } = entry
  const pad = ensure(pads, header, entry.facts)
  promise(pad, header.sequence, header.revision)
  if (entry.facts !== undefined) applyFacts(pad, entry.facts, header.revision, entry.segment)
  if (entry.position !== undefined) applyUpdate(pad, entry.position, header.sequence, header.time)
  mark(
    segment,
    header.padId,
    entry.position === undefined ? 0 : header.sequence,
    entry.facts === undefined ? 0 : header.revision,
  )
}

/** Whether the record continues its pad exactly: the test for what lies behind a torn write. */
export const continues = (pads: PadIndex, header: RecordHeader): boolean => {
  const pad = pads.get(header.padId)
  if (header.type === 'birth') return pad === undefined
  if (pad === undefined) return header.type === 'pad' && header.revision === 1
  return header.type === 'update'
    ? header.sequence === pad.sequence + 1 && header.revision === pad.revision
    : header.revision === pad.revision + 1 && header.sequence === pad.sequence
}

/** Forgets updates that a durable snapshot at `sequence` covers; it holds the pad's record as of `revision`. */
export const cover = (pad: PadState, sequence: number, revision: number): void => {
  pad.positions = pad.positions.slice(Math.max(0, sequence - pad.snapshotSequence))
  pad.snapshotSequence = sequence
  pad.snapshotRevision = revision
}

/** Whether everything promised was found; undefined, or what is missing. */
export const missing = (pad: PadState): Damage | undefined => {
  if (pad.purged === undefined && pad.sequence < pad.promised.sequence) {
    return { code: 'sequence-gap', where: `update ${pad.sequence + 1} of ${pad.promised.sequence}` }
  }
  if (pad.revision < pad.promised.revision) {
    return { code: 'record-missing', where: `change ${pad.revision + 1} of the pad's own record` }
  }
  return undefined
}
