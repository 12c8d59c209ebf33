/**
 * The entries of an awareness frame (y-protocols): who is here, with a JSON state each. Only the envelope is
 * read; what a state means is the editor's business. `null` says that its client has left.
 */
import { createReader, createWriter, ProtocolError } from './bytes.ts'
import { MAX_AWARENESS_BYTES, MAX_AWARENESS_ENTRIES } from './limits.ts'

export interface AwarenessEntry {
  readonly client: number
  readonly clock: number
  /** The state as JSON text, checked to parse; the text `null` when the client has left. */
  readonly state: string
}

export function decodeAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const reader = createReader(bytes)
  const count = reader.count(3)
  if (count > MAX_AWARENESS_ENTRIES) {
    throw new ProtocolError(
      'too-large',
      `an awareness frame has ${count} entries; at most ${MAX_AWARENESS_ENTRIES}`,
    )
  }
  const entries: AwarenessEntry[] = []
  for (let left = count; left > 0; left -= 1) {
    const client = reader.varUint()
    const clock = reader.varUint()
    entries.push({ client, clock, state: reader.varString() })
  }
  if (reader.left() > 0)
    throw new ProtocolError('trailing-bytes', 'awareness entries are followed by other bytes')
  return entries
}

/** Whether one state may be passed on: small enough, and JSON. Costs a parse, so ask only for accepted clients. */
export function isAcceptableState(state: string): boolean {
  if (state.length > MAX_AWARENESS_BYTES) return false
  try {
    JSON.parse(state)
    return true
  } catch {
    return false
  }
}

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  const writer = createWriter().varUint(entries.length)
  for (const entry of entries) writer.varUint(entry.client).varUint(entry.clock).varString(entry.state)
  return writer.finish()
}
