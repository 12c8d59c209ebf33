/**
 * What the payloads of the log's records say: a pad's record as JSON, a birth's two parts, a seal's list. It
 * refuses to know where the bytes lie and whether they are sound; checksums were checked before.
 */
import type { PadRecord } from '../storage.ts'

/** A pad's own record as it is stored. */
export interface PadFacts {
  readonly record: PadRecord
  /** Present on a purged pad: everything up to this sequence is forgotten. */
  readonly purged?: number
}

/** The last sequence and revision that a segment holds of one pad; 0 when it holds none of that kind. */
export interface Mark {
  readonly sequence: number
  readonly revision: number
}

export type Marks = ReadonlyMap<string, Mark>

const asJson = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8')
const fromJson = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'))

export const encodeFacts = (facts: PadFacts): Uint8Array => asJson(facts)
export const decodeFacts = (bytes: Uint8Array): PadFacts => fromJson(bytes) as PadFacts

/** Length of the JSON in 4 bytes, the JSON, the update. */
export const encodeBirth = (facts: PadFacts, update: Uint8Array): Uint8Array => {
  const json = asJson(facts)
  const bytes = Buffer.alloc(4 + json.length + update.length)
  bytes.writeUInt32LE(json.length, 0)
  bytes.set(json, 4)
  bytes.set(update, 4 + json.length)
  return bytes
}

/** The facts, and where in the payload the update begins. */
export const decodeBirth = (bytes: Uint8Array): { facts: PadFacts; updateStart: number } => {
  const length = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(0)
  return { facts: decodeFacts(bytes.subarray(4, 4 + length)), updateStart: 4 + length }
}

export interface Seal {
  readonly segment: number
  readonly marks: Marks
}

export const encodeSeal = (seal: Seal): Uint8Array =>
  asJson({
    segment: seal.segment,
    pads: [...seal.marks].map(([id, mark]) => [id, mark.sequence, mark.revision]),
  })

export const decodeSeal = (bytes: Uint8Array): Seal => {
  const { segment, pads } = fromJson(bytes) as { segment: number; pads: [string, number, number][] }
  return { segment, marks: new Map(pads.map(([id, sequence, revision]) => [id, { sequence, revision }])) }
}
