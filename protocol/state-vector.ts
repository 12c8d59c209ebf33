/** A Yjs state vector: for each client id, how many of its clock ticks are known. */
import { createReader, createWriter, ProtocolError } from './bytes.ts'

export type StateVector = ReadonlyMap<number, number>

export function decodeStateVector(bytes: Uint8Array): Map<number, number> {
  const reader = createReader(bytes)
  const clocks = new Map<number, number>()
  for (let entries = reader.count(2); entries > 0; entries -= 1) {
    const client = reader.varUint()
    clocks.set(client, reader.varUint())
  }
  if (reader.left() > 0)
    throw new ProtocolError('trailing-bytes', 'a state vector is followed by other bytes')
  return clocks
}

export function encodeStateVector(clocks: StateVector): Uint8Array {
  const writer = createWriter().varUint(clocks.size)
  for (const [client, clock] of clocks) writer.varUint(client).varUint(clock)
  return writer.finish()
}
