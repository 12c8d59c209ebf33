/**
 * Compares this page's document with the server's, by fetching it. Needed after the server reported that a
 * frame changed nothing: then counting proves nothing either (an update forged on our client id would swallow
 * ours without an error). While people write, two readings are never of the same moment, so only a difference
 * that stays is one.
 */
import { applyUpdate, Doc } from 'yjs'
import { fingerprint } from './content.ts'

const TRIES = 4
const PAUSE_MS = 1500

export interface CompareDeps {
  readonly fetch: typeof fetch
  wait(ms: number): Promise<void>
}

/** undefined when the server could not be asked. */
export const copiesDiffer = async (
  own: Doc,
  stateUrl: string,
  deps: CompareDeps,
): Promise<boolean | undefined> => {
  let differ: boolean | undefined
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await deps.wait(PAUSE_MS)
    const theirs = new Doc()
    try {
      const response = await deps.fetch(stateUrl, { cache: 'no-store' })
      if (!response.ok) continue
      const update = new Uint8Array(await response.arrayBuffer())
      if (update.byteLength > 0) applyUpdate(theirs, update)
      differ = fingerprint(theirs) !== fingerprint(own)
      if (!differ) return false
    } catch {
      // No answer says nothing about the copy: what was found before, if anything, still stands.
    } finally {
      theirs.destroy()
    }
  }
  return differ
}
