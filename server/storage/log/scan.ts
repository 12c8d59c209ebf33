/**
 * Reads every segment once, in order, into the pad index, and judges what could not be read. The rule: a record
 * states where its commit began, and a commit begins only when everything before it is synced. So bad bytes before
 * the last commit that is seen, in a segment with a successor, or in a log that was closed, are damage; bad bytes
 * behind are a write that power loss tore, which nobody was promised. It refuses to write.
 */
import { crc32 } from 'node:zlib'
import type { FileSystem } from '../file-system.ts'
import type { Finding } from '../storage.ts'
import {
  apply,
  continues,
  type Entry,
  mark,
  type PadIndex,
  promise,
  type SegmentState,
  unknownPad,
} from './pad-index.ts'
import { decodeBirth, decodeFacts, decodeSeal, type Marks } from './payload.ts'
import type { RecordDraft, StoredHeader } from './record.ts'
import {
  decodeHead,
  readItems,
  type SegmentHead,
  type SegmentItem,
  segmentName,
  segmentNumber,
} from './segment.ts'

/** What a torn write left at the end of the log. */
export interface TornTail {
  readonly segment: SegmentState
  readonly bytes: Uint8Array
  /** Records behind the tear that are whole and continue their pads. */
  readonly survivors: readonly RecordDraft[]
}

export interface Scan {
  readonly segments: Map<number, SegmentState>
  readonly findings: Finding[]
  readonly torn: TornTail | undefined
}

interface ReadSegment {
  readonly number: number
  readonly name: string
  readonly bytes: Buffer
  readonly head: SegmentHead | undefined
}

const understand = (segment: number, header: StoredHeader, payload: Buffer): Entry => {
  const place = (start: number) => ({
    segment,
    offset: header.payloadStart + start,
    length: payload.length - start,
    checksum: start === 0 ? header.payloadChecksum : crc32(payload.subarray(start)),
  })
  if (header.type === 'update') return { header, segment, position: place(0) }
  if (header.type === 'pad') return { header, segment, facts: decodeFacts(payload) }
  const { facts, updateStart } = decodeBirth(payload)
  return { header, segment, facts, position: place(updateStart) }
}

export const scanLog = async (
  fileSystem: FileSystem,
  folder: string,
  pads: PadIndex,
  options: { readonly keepSurvivors: boolean },
): Promise<Scan> => {
  const segments = new Map<number, SegmentState>()
  const findings: Finding[] = []
  const seals: Marks[] = []
  let torn: TornTail | undefined

  const tell = (code: string, where: string, padId?: string): void => {
    findings.push(padId === undefined ? { code, where } : { code, where, padId })
  }

  const damagedPayload = (state: SegmentState, header: StoredHeader, where: string): void => {
    state.damaged = true
    if (header.type === 'seal') {
      tell('seal-checksum', where)
      return
    }
    tell('record-checksum', where, header.padId)
    const pad = pads.get(header.padId) ?? unknownPad(header.padId, header.time)
    pads.set(header.padId, pad)
    // Whether it matters is seen at the end: a snapshot or a newer record may make up for it.
    promise(pad, header.sequence, header.revision)
    mark(
      state,
      header.padId,
      header.type === 'pad' ? 0 : header.sequence,
      header.type === 'update' ? 0 : header.revision,
    )
  }

  const take = (read: ReadSegment, state: SegmentState, item: SegmentItem): void => {
    const where = `log/${read.name} at byte ${item.offset}`
    if (item.kind === 'unreadable') {
      state.damaged = true
      tell('record-unreadable', where)
      return
    }
    const { header } = item
    if (item.kind === 'payload') {
      damagedPayload(state, header, where)
      return
    }
    const payload = read.bytes.subarray(header.payloadStart, item.end)
    if (header.type === 'seal') seals.push(decodeSeal(payload).marks)
    else apply(pads, state, understand(read.number, header, payload))
  }

  /** Judges the last segment: the index of the first item behind which nobody was promised anything. */
  const tornFrom = (read: ReadSegment, items: readonly SegmentItem[]): number => {
    const final = items.at(-1)
    if (final?.kind === 'record' && final.header.type === 'seal') {
      const seal = decodeSeal(read.bytes.subarray(final.header.payloadStart, final.end))
      if (seal.segment === read.number) return items.length
    }
    const lastCommit = Math.max(
      0,
      ...items.map((item) => (item.kind === 'unreadable' ? 0 : item.header.commit)),
    )
    const first = items.findIndex((item) => item.kind !== 'record' && item.offset >= lastCommit)
    return first === -1 ? items.length : first
  }

  const takeSurvivors = (
    read: ReadSegment,
    state: SegmentState,
    rest: readonly SegmentItem[],
  ): RecordDraft[] => {
    const survivors: RecordDraft[] = []
    for (const item of rest) {
      if (item.kind !== 'record' || item.header.type === 'seal' || !continues(pads, item.header)) continue
      const payload = read.bytes.subarray(item.header.payloadStart, item.end)
      apply(pads, state, understand(read.number, item.header, payload))
      survivors.push({ ...item.header, payload })
    }
    return survivors
  }

  const takeSegment = (read: ReadSegment, next: ReadSegment | undefined): void => {
    const successor = next?.number === read.number + 1 ? next.head : undefined
    const end = successor?.previousEnd ?? read.bytes.length
    const counted = { ...read, bytes: read.bytes.subarray(0, end) }
    const overhang = end < read.bytes.length
    const state: SegmentState = { number: read.number, end, marks: new Map(), damaged: false, overhang }
    segments.set(read.number, state)
    if (end > read.bytes.length) {
      state.damaged = true
      tell('segment-short', `log/${read.name} ends at byte ${read.bytes.length} of ${end}`)
    }
    if (read.head === undefined) {
      state.damaged = true
      tell('segment-head', `log/${read.name} at byte 0`)
      return
    }
    const items = [...readItems(counted.bytes, read.head)]
    const sound = next === undefined ? tornFrom(counted, items) : items.length
    for (const item of items.slice(0, sound)) take(counted, state, item)
    const tear = items[sound]
    if (tear === undefined) return
    state.end = tear.offset
    state.overhang = true
    // What survives behind the tear is written again elsewhere: it is not this segment's.
    const elsewhere: SegmentState = { ...state, marks: new Map() }
    const survivors = options.keepSurvivors ? takeSurvivors(counted, elsewhere, items.slice(sound)) : []
    torn = { segment: state, bytes: read.bytes.subarray(tear.offset), survivors }
  }

  const readSegment = async (number: number): Promise<ReadSegment> => {
    const name = segmentName(number)
    const bytes = Buffer.from(await fileSystem.readFile(`${folder}/${name}`))
    const { head, sound } = decodeHead(bytes)
    const right = head?.number === number ? head : undefined
    if (right !== undefined && !sound) tell('segment-head-copy', `log/${name} at byte 0`)
    return { number, name, bytes, head: right }
  }

  const numbers = (await fileSystem.list(folder))
    .map(segmentNumber)
    .filter((number) => number !== undefined)
    .sort((a, b) => a - b)
  let waiting: ReadSegment | undefined
  for (const number of numbers) {
    const read = await readSegment(number)
    if (waiting !== undefined) takeSegment(waiting, read)
    waiting = read
  }
  if (waiting !== undefined) takeSegment(waiting, undefined)

  for (const marks of seals) {
    for (const [id, stated] of marks) {
      const pad = pads.get(id) ?? unknownPad(id, 0)
      pads.set(id, pad)
      promise(pad, stated.sequence, stated.revision)
    }
  }
  return { segments, findings, torn }
}
