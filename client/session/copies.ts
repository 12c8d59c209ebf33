/**
 * Compares and reads copies of a pad as bytes, without binding anything to them: what a copy on this device
 * means beside the server's. A document made here is gone when the call returns.
 */
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { fingerprint, plainText } from './content.ts'

const withDoc = <T>(parts: readonly Uint8Array[], use: (doc: Doc) => T): T => {
  const doc = new Doc()
  try {
    // Zero bytes are not an update; Yjs throws on them.
    for (const part of parts) if (part.byteLength > 0) applyUpdate(doc, part)
    return use(doc)
  } finally {
    doc.destroy()
  }
}

/** One update with what all of them hold. Through a document, because only that forgets what was deleted. */
export const mergeParts = (parts: readonly Uint8Array[]): Uint8Array => withDoc(parts, encodeStateAsUpdate)

/**
 * Whether `parts` hold something, an insertion or a deletion, that `state` lacks. Asked of Yjs by applying one
 * to the other: state vectors say nothing about deletions.
 */
export const holdMore = (parts: readonly Uint8Array[], state: Uint8Array): boolean =>
  parts.length > 0 &&
  withDoc([state], (doc) => {
    let more = false
    doc.on('update', () => {
      more = true
    })
    for (const part of parts) if (part.byteLength > 0) applyUpdate(doc, part)
    return more || doc.store.pendingStructs !== null || doc.store.pendingDs !== null
  })

/** Title and text of a copy, as they are copied for safety. */
export const textOf = (parts: readonly Uint8Array[]): string => withDoc(parts, plainText)

export const sameContent = (parts: readonly Uint8Array[], state: Uint8Array): boolean =>
  withDoc(parts, fingerprint) === withDoc([state], fingerprint)
