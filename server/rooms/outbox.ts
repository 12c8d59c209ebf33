/**
 * What a room has to tell its peers, collected until the end of the tick: every frame is encoded once, a peer
 * gets all of a flush in one hand-over (one write on its socket), and of each client's awareness only the
 * latest state goes out. Fewer writes is where the time of a collaboration server is won.
 */
import { type AwarenessEntry, encodeAwareness } from '../../protocol/awareness.ts'
import { encodeFrame } from '../../protocol/frames.ts'
import type { Peer } from './peer.ts'

export interface Outbox {
  /** One encoded frame for everyone but `author`. */
  toOthers(frame: Uint8Array, author: Peer | undefined): void
  /** Awareness for everyone, the one who said it included: the echo feeds y-websocket's watchdog. */
  awareness(entries: readonly AwarenessEntry[]): void
  flush(): void
}

/** `schedule` calls back at the end of the current tick (setImmediate); `peers` is read at the flush. */
export function createOutbox(peers: () => Iterable<Peer>, schedule: (flush: () => void) => void): Outbox {
  let frames: { readonly frame: Uint8Array; readonly author: Peer | undefined }[] = []
  let presence = new Map<number, AwarenessEntry>()
  let scheduled = false

  function wake(): void {
    if (scheduled) return
    scheduled = true
    schedule(flush)
  }

  function flush(): void {
    scheduled = false
    const updates = frames
    const entries = presence
    frames = []
    presence = new Map()
    const everyone =
      entries.size > 0
        ? [encodeFrame({ type: 'awareness', entries: encodeAwareness([...entries.values()]) })]
        : []
    const authors = new Set(updates.map(({ author }) => author))
    const shared = [...updates.map(({ frame }) => frame), ...everyone]
    for (const peer of peers()) {
      const own = authors.has(peer)
        ? [...updates.filter(({ author }) => author !== peer).map(({ frame }) => frame), ...everyone]
        : shared
      if (own.length > 0) peer.send(own)
    }
  }

  return {
    toOthers: (frame, author) => {
      frames.push({ frame, author })
      wake()
    },
    awareness: (entries) => {
      for (const entry of entries) presence.set(entry.client, entry)
      if (entries.length > 0) wake()
    },
    flush,
  }
}
