/**
 * A structural scan of one Yjs v1 update: walks every struct and deletion without building anything, so that
 * an update is refused, held or passed on before Yjs sees it. Yjs itself allocates what an update announces
 * (7 bytes cost 250 MB), swallows errors on the way in, and silently pends what lacks a predecessor; after a
 * scan that succeeded, none of the three can happen for an update whose needs are known.
 *
 * The format is `UpdateEncoderV1` of yjs 13.6: clients, each with consecutive structs, then the delete set.
 * V2 updates are not read anywhere: 21 bytes of V2 cost gigabytes (yjs issue 687).
 */
import { type ByteReader, createReader, ProtocolError } from './bytes.ts'
import { MAX_CLIENTS_PER_UPDATE, MAX_CONTENTLESS_LENGTH } from './limits.ts'

/** Clock ticks `start` (included) to `end` (excluded) of one client. */
export interface ClockRange {
  readonly client: number
  readonly start: number
  readonly end: number
}

export interface UpdateSummary {
  /** What the update adds; consecutive structs of a client are one range, a Skip struct begins a new one. */
  readonly adds: readonly ClockRange[]
  readonly deletes: readonly ClockRange[]
  /** For each client referred to (neighbours, parents): all clocks below this must be known. */
  readonly needs: ReadonlyMap<number, number>
  /** Names of the XML elements that the update creates. */
  readonly nodeNames: ReadonlySet<string>
  /** Keys of the text formatting that the update applies. */
  readonly markNames: ReadonlySet<string>
}

/** Bits of a struct's info byte (yjs Item.write). */
const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_PARENT_SUB = 0x20
const CONTENT_BITS = 0x1f
const GC_STRUCT = 0
const SKIP_STRUCT = 10

const XML_ELEMENT_TYPE = 3
const XML_HOOK_TYPE = 5
const LAST_TYPE = 6
/** Levels of nested arrays and objects in one value; Yjs reads them recursively. */
const MAX_VALUE_DEPTH = 100

/** Throws ProtocolError when `update` is not exactly one well-formed v1 update. */
export function scanUpdate(update: Uint8Array): UpdateSummary {
  const reader = createReader(update)
  const needs = new Map<number, number>()
  const names = { nodes: new Set<string>(), marks: new Set<string>() }
  const adds: ClockRange[] = []
  let contentless = 0

  const clients = reader.count(3)
  if (clients > MAX_CLIENTS_PER_UPDATE) {
    throw new ProtocolError(
      'too-large',
      `an update names ${clients} clients; at most ${MAX_CLIENTS_PER_UPDATE}`,
    )
  }
  const seen = new Set<number>()
  for (let block = 0; block < clients; block += 1) {
    const structs = reader.count(2)
    const client = reader.varUint()
    if (seen.has(client))
      throw new ProtocolError('duplicate-client', `client ${client} has two blocks in an update`)
    seen.add(client)
    let clock = reader.varUint()
    let start = clock
    for (let index = 0; index < structs; index += 1) {
      const info = reader.byte()
      const kind = info & CONTENT_BITS
      let length: number
      if (info === SKIP_STRUCT) {
        if (clock > start) adds.push({ client, start, end: clock })
        length = reader.varUint()
        start = clock + length
      } else if (kind === GC_STRUCT) {
        length = reader.varUint()
        contentless += length
      } else {
        readReferences(reader, info, client, clock, needs)
        length = readContent(reader, kind, names)
        if (kind === 1) contentless += length
      }
      if (length === 0) throw new ProtocolError('bad-struct', `a struct of client ${client} has no length`)
      clock += length
      if (clock > Number.MAX_SAFE_INTEGER || contentless > MAX_CONTENTLESS_LENGTH) {
        throw new ProtocolError(
          'bad-struct',
          `the clock of client ${client} jumps further than any document is long`,
        )
      }
    }
    if (clock > start) adds.push({ client, start, end: clock })
  }
  const deletes = readDeleteSet(reader)
  if (reader.left() > 0) throw new ProtocolError('trailing-bytes', `${reader.left()} bytes follow an update`)
  return { adds, deletes, needs, nodeNames: names.nodes, markNames: names.marks }
}

function readReferences(
  reader: ByteReader,
  info: number,
  client: number,
  clock: number,
  needs: Map<number, number>,
): void {
  const reference = () => {
    const other = reader.varUint()
    const end = reader.varUint() + 1
    if (other === client) {
      // Yjs looks a reference to the struct's own client up without asking whether it exists, and throws.
      if (end > clock)
        throw new ProtocolError('reference-to-future', `client ${client} refers to its own future`)
    }
    if (end > (needs.get(other) ?? 0)) needs.set(other, end)
  }
  if (info & HAS_ORIGIN) reference()
  if (info & HAS_RIGHT_ORIGIN) reference()
  if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) !== 0) return
  if (reader.varUint() === 1) reader.varString()
  else reference()
  if (info & HAS_PARENT_SUB) reader.varString()
}

/** Reads one item's content and answers its length in clock ticks. */
function readContent(
  reader: ByteReader,
  kind: number,
  names: { nodes: Set<string>; marks: Set<string> },
): number {
  switch (kind) {
    case 1: // ContentDeleted
      return reader.varUint()
    case 2: {
      // ContentJSON: `undefined` is written as that word
      const count = reader.count(1)
      for (let index = 0; index < count; index += 1) {
        const text = reader.varString()
        if (text !== 'undefined') checkJson(text)
      }
      return count
    }
    case 3: // ContentBinary
      reader.varBytes()
      return 1
    case 4: // ContentString, counted in UTF-16 units
      return reader.varString().length
    case 5: // ContentEmbed
      checkJson(reader.varString())
      return 1
    case 6: // ContentFormat
      names.marks.add(reader.varString())
      checkJson(reader.varString())
      return 1
    case 7: {
      const type = reader.varUint()
      if (type > LAST_TYPE) throw new ProtocolError('bad-struct', `shared type ${type} does not exist`)
      if (type === XML_ELEMENT_TYPE || type === XML_HOOK_TYPE) names.nodes.add(reader.varString())
      return 1
    }
    case 8: {
      const count = reader.count(1)
      for (let index = 0; index < count; index += 1) readValue(reader, 0)
      return count
    }
    default:
      // 9 is a sub-document: pads have none, and its options would reach the Y.Doc constructor unchecked.
      throw new ProtocolError('bad-struct', `content kind ${kind} is not accepted`)
  }
}

function checkJson(text: string): void {
  try {
    JSON.parse(text)
  } catch {
    throw new ProtocolError('bad-json', 'a value inside an update is not JSON')
  }
}

/** One lib0 "any" value: a type byte from 116 to 127, then its data. */
function readValue(reader: ByteReader, depth: number): void {
  if (depth > MAX_VALUE_DEPTH)
    throw new ProtocolError('too-large', `a value is nested more than ${MAX_VALUE_DEPTH} deep`)
  const type = reader.byte()
  switch (type) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return
    case 125:
      readSignedNumber(reader)
      return
    case 124: // float32
      reader.bytes(4)
      return
    case 123: // float64
    case 122: // bigint
      reader.bytes(8)
      return
    case 119:
      reader.varString()
      return
    case 118:
      for (let left = reader.count(2); left > 0; left -= 1) {
        reader.varString()
        readValue(reader, depth + 1)
      }
      return
    case 117:
      for (let left = reader.count(1); left > 0; left -= 1) readValue(reader, depth + 1)
      return
    case 116:
      reader.varBytes()
      return
    default:
      throw new ProtocolError('bad-struct', `value type ${type} does not exist`)
  }
}

/** lib0 varInt: 6 bits and a sign in the first byte, then groups of 7; at most 53 bits. */
function readSignedNumber(reader: ByteReader): void {
  const first = reader.byte()
  let value = first & 0x3f
  let factor = 64
  let more = (first & 0x80) !== 0
  while (more) {
    const part = reader.byte()
    value += (part & 0x7f) * factor
    factor *= 128
    more = part >= 0x80
    if (value > Number.MAX_SAFE_INTEGER || factor > 2 ** 62) {
      throw new ProtocolError('number-too-large', 'a number inside a value exceeds 2^53 - 1')
    }
  }
}

function readDeleteSet(reader: ByteReader): ClockRange[] {
  const deletes: ClockRange[] = []
  for (let clients = reader.count(2); clients > 0; clients -= 1) {
    const client = reader.varUint()
    for (let left = reader.count(2); left > 0; left -= 1) {
      const start = reader.varUint()
      const end = start + reader.varUint()
      if (end > Number.MAX_SAFE_INTEGER)
        throw new ProtocolError('number-too-large', 'a deletion ends past 2^53 - 1')
      // Yjs never writes one, and throws when it cannot apply it at once and wants to remember it.
      if (end === start) throw new ProtocolError('bad-struct', `a deletion of client ${client} has no length`)
      deletes.push({ client, start, end })
    }
  }
  return deletes
}

/**
 * How an update stands to what is known: `new` adds something and lacks nothing; `known` adds nothing and
 * deletes nothing; `deletes` only deletes; `gap` lacks a predecessor.
 */
export interface Standing {
  readonly kind: 'new' | 'known' | 'deletes' | 'gap'
  /** Some of what the update adds was known before: an author's own edit never looks like this. */
  readonly overlaps: boolean
}

export function standing(summary: UpdateSummary, known: (client: number) => number): Standing {
  const reach = new Map<number, number>()
  const clockOf = (client: number) => reach.get(client) ?? known(client)
  const gap: Standing = { kind: 'gap', overlaps: false }
  let overlaps = false
  for (const range of summary.adds) {
    const clock = clockOf(range.client)
    if (range.start > clock) return gap
    if (range.start < clock) overlaps = true
    if (range.end > clock) reach.set(range.client, range.end)
  }
  for (const [client, end] of summary.needs) if (end > clockOf(client)) return gap
  for (const range of summary.deletes) if (range.end > clockOf(range.client)) return gap
  if (reach.size > 0) return { kind: 'new', overlaps }
  return { kind: summary.deletes.length > 0 ? 'deletes' : 'known', overlaps }
}

export const isEmpty = ({ adds, deletes }: UpdateSummary): boolean =>
  adds.length === 0 && deletes.length === 0
