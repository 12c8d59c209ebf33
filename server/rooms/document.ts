/**
 * The content of a room as Yjs sees it: what is known, what has arrived and is not applied yet, and the
 * encoded state that joiners share. Bytes come in here only after the structural scan (protocol/update-scan.ts)
 * said that their predecessors are known. This file knows no peers, no disk and no time.
 *
 * A Y.Doc is built only when something must be applied: readers and joiners of a quiet pad are answered from
 * the stored bytes. Updates are applied in batches, which costs a fifth of applying them one by one.
 */
import * as Y from 'yjs'
import { EMPTY_UPDATE } from '../../protocol/frames.ts'
import { TITLE_ROOT } from '../../protocol/pad-id.ts'
import { decodeStateVector } from '../../protocol/state-vector.ts'
import type { UpdateSummary } from '../../protocol/update-scan.ts'
import type { StoredDocument } from '../storage/storage.ts'

/** Updates applied in one Yjs transaction: from 16 on nothing is gained, in the thousands it turns quadratic. */
const BATCH = 64

export interface PadDocument {
  /** False when stored updates could not be applied: the stored form must not be replaced by a snapshot. */
  readonly complete: boolean
  /** Clock ticks known of a client, unapplied updates included. */
  clockOf(client: number): number
  /** Takes an update over that is known to fit; applied later. */
  queue(update: Uint8Array, summary: UpdateSummary): void
  /** Applies now and answers what it really changed, as one update; undefined when it changed nothing. */
  merge(update: Uint8Array): Uint8Array | undefined
  /** Makes the server's own change to the title; answers the update, undefined when nothing changed. */
  retitle(title: string): Uint8Array | undefined
  /** Applies everything queued. Throws UnappliableUpdate; the document must be discarded then. */
  flush(): void
  /** Everything as one update, shared between callers: never written to. */
  state(): Uint8Array
  /** What a client that has `stateVector` lacks, as one update. */
  answer(stateVector: Uint8Array): Uint8Array
  stateVector(): Uint8Array
  title(): string
  close(): void
}

/** Yjs could not apply what the scan let pass: what is in memory cannot be trusted any more. */
export class UnappliableUpdate extends Error {
  readonly code = 'update-unappliable'
}

/** What `load` answers for a pad that was never written. */
export const NOTHING_STORED: StoredDocument = {
  snapshot: undefined,
  snapshotSequence: 0,
  updates: [],
  sequence: 0,
}

interface Encoded {
  readonly state: Uint8Array
  readonly vector: Uint8Array
}

/** `tell` hears of stored updates that cannot be applied; what can be shown is shown, they stay in the log. */
export function createDocument(stored: StoredDocument, tell: (what: string) => void = () => {}): PadDocument {
  let doc: Y.Doc | undefined
  let encoded: Encoded | undefined
  let unapplied: Uint8Array[] = []
  let complete = true
  const alreadyCurrent = new Map<string, Uint8Array>()

  if (stored.updates.length === 0) encoded = encode(stored.snapshot)
  else ({ doc, complete } = build(stored, tell))

  const clocks = doc ? clocksOf(doc) : decodeStateVector(current().vector)

  function current(): Encoded {
    flush()
    encoded ??= doc
      ? { state: Y.encodeStateAsUpdate(doc), vector: Y.encodeStateVector(doc) }
      : { state: EMPTY_UPDATE, vector: Uint8Array.of(0) }
    return encoded
  }

  function live(): Y.Doc {
    if (!doc) {
      const base = current().state
      doc = new Y.Doc()
      Y.applyUpdate(doc, base)
    }
    return doc
  }

  function changed(): void {
    encoded = undefined
    alreadyCurrent.clear()
  }

  function queue(update: Uint8Array, summary: UpdateSummary): void {
    if (unapplied.length === 0) live()
    unapplied.push(update)
    learn(summary)
    changed()
  }

  function learn(summary: UpdateSummary): void {
    for (const { client, end } of summary.adds) if (end > (clocks.get(client) ?? 0)) clocks.set(client, end)
  }

  function flush(): void {
    if (unapplied.length === 0) return
    const batch = unapplied
    unapplied = []
    apply(live(), batch, complete)
  }

  function capture(change: (target: Y.Doc) => void): Uint8Array | undefined {
    flush()
    const target = live()
    const effects: Uint8Array[] = []
    const listen = (update: Uint8Array) => effects.push(update)
    target.on('update', listen)
    try {
      change(target)
    } finally {
      target.off('update', listen)
    }
    if (effects.length === 0) return undefined
    changed()
    for (const [client, clock] of clocksOf(target)) clocks.set(client, clock)
    return effects.length === 1 ? effects[0] : Y.mergeUpdates(effects)
  }

  function retitle(title: string): Uint8Array | undefined {
    return capture((target) => {
      const text = target.getText(TITLE_ROOT)
      if (text.toString() === title) return
      target.transact(() => {
        text.delete(0, text.length)
        text.insert(0, title)
      })
    })
  }

  function answer(stateVector: Uint8Array): Uint8Array {
    const all = current()
    if (stateVector.length <= 1) return all.state
    const key = Buffer.from(stateVector).toString('base64')
    const cached = alreadyCurrent.get(key)
    if (cached) return cached
    const update = doc ? Y.encodeStateAsUpdate(doc, stateVector) : Y.diffUpdate(all.state, stateVector)
    // Joiners that come with the page's state all have the same vector; one answer serves them.
    if (alreadyCurrent.size < 8) alreadyCurrent.set(key, update)
    return update
  }

  return {
    complete,
    clockOf: (client) => clocks.get(client) ?? 0,
    queue,
    merge: (update) => capture((target) => apply(target, [update], complete)),
    retitle,
    flush,
    state: () => current().state,
    answer,
    stateVector: () => current().vector,
    title: () => {
      flush()
      return live().getText(TITLE_ROOT).toString()
    },
    close: () => doc?.destroy(),
  }
}

const encode = (snapshot: Uint8Array | undefined): Encoded => {
  const state = snapshot === undefined || snapshot.length === 0 ? EMPTY_UPDATE : snapshot
  return { state, vector: Y.encodeStateVectorFromUpdate(state) }
}

const clocksOf = (doc: Y.Doc): Map<number, number> => decodeStateVector(Y.encodeStateVector(doc))

/** Applies in batches; afterwards nothing may be pending, unless the stored document already was incomplete. */
function apply(doc: Y.Doc, updates: readonly Uint8Array[], complete: boolean): void {
  for (let at = 0; at < updates.length; at += BATCH) {
    try {
      doc.transact(() => {
        for (const update of updates.slice(at, at + BATCH)) if (update.length > 0) Y.applyUpdate(doc, update)
      })
    } catch (cause) {
      throw new UnappliableUpdate('Yjs refused an update that passed the structural scan', { cause })
    }
  }
  if (complete && (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)) {
    throw new UnappliableUpdate('an update that passed the structural scan lacks a predecessor')
  }
}

/** The stored document; when something in it cannot be applied, the long way round, without it. */
function build(stored: StoredDocument, tell: (what: string) => void): { doc: Y.Doc; complete: boolean } {
  const updates = stored.snapshot ? [stored.snapshot, ...stored.updates] : [...stored.updates]
  const doc = new Y.Doc()
  try {
    apply(doc, updates, true)
    return { doc, complete: true }
  } catch {
    doc.destroy()
  }
  for (let bad = firstUnappliable(updates); bad !== -1; bad = firstUnappliable(updates)) {
    tell(`stored update ${bad} of ${updates.length} cannot be applied and is left out`)
    updates.splice(bad, 1)
  }
  const partial = new Y.Doc()
  apply(partial, updates, false)
  if (partial.store.pendingStructs !== null || partial.store.pendingDs !== null) {
    tell('a stored update lacks its predecessor; its content is not shown')
  }
  return { doc: partial, complete: false }
}

function firstUnappliable(updates: readonly Uint8Array[]): number {
  const doc = new Y.Doc()
  const bad = updates.findIndex((update) => {
    try {
      if (update.length > 0) Y.applyUpdate(doc, update)
      return false
    } catch {
      return true
    }
  })
  doc.destroy()
  return bad
}
