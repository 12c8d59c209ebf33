/**
 * The last durable updates of a room with their sequences, for clients that come by and ask what is new. Kept
 * only while there are such clients, and within a bound: whoever stands further back is served from storage.
 */

/** Several seconds of the busiest room that measured well. */
const MAX_UPDATES = 1024
const MAX_BYTES = 4 * 1024 * 1024

interface Entry {
  readonly sequence: number
  readonly update: Uint8Array
  readonly author: string | undefined
}

export interface Recent {
  /** Begins to keep what comes after this sequence. */
  begin(sequence: number): void
  /** Forgets everything and keeps nothing until it begins again. */
  end(): void
  add(sequence: number, update: Uint8Array, author: string | undefined): void
  /** Updates after a sequence in order, but for those of one author; undefined when it does not reach back. */
  after(sequence: number, author: string): readonly Uint8Array[] | undefined
}

export function createRecent(): Recent {
  let entries: Entry[] = []
  let bytes = 0
  /** Everything after this sequence is among the entries; undefined while nothing is kept. */
  let floor: number | undefined

  function add(sequence: number, update: Uint8Array, author: string | undefined): void {
    if (floor === undefined) return
    // A copy: what came is a view, and keeping it would keep all of the message it came in.
    entries.push({ sequence, update: update.slice(), author })
    bytes += update.length
    let drop = 0
    for (; entries.length - drop > MAX_UPDATES || bytes > MAX_BYTES; drop += 1) {
      const oldest = entries[drop] as Entry
      bytes -= oldest.update.length
      floor = oldest.sequence
    }
    if (drop > 0) entries = entries.slice(drop)
  }

  function after(sequence: number, author: string): readonly Uint8Array[] | undefined {
    if (floor === undefined || sequence < floor) return undefined
    let first = entries.length
    while (first > 0 && (entries[first - 1] as Entry).sequence > sequence) first -= 1
    return entries.slice(first).flatMap((entry) => (entry.author === author ? [] : entry.update))
  }

  return {
    begin: (sequence) => {
      floor = sequence
    },
    end: () => {
      entries = []
      bytes = 0
      floor = undefined
    },
    add,
    after,
  }
}
