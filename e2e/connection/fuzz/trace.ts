/**
 * Everything that happened in a run, as one number: each byte that travelled, when, and what the pages said.
 * Two runs with the same number were the same run. Keeps no bytes.
 */
import { createHash } from 'node:crypto'

export interface Trace {
  add(what: string, bytes?: Uint8Array): void
  /** Ends the trace. */
  digest(): string
}

export function createTrace(now: () => number): Trace {
  const hash = createHash('sha256')
  return {
    add: (what, bytes) => {
      hash.update(`${now()} ${what} ${bytes?.length ?? 0}\n`)
      if (bytes) hash.update(bytes)
    },
    digest: () => hash.digest('hex'),
  }
}
