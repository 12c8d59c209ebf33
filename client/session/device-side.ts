/** This device's side of an open pad, as a session sees it: what was kept, and where what changes is kept. */
import { applyUpdate, type Doc } from 'yjs'
import type { LocalCopy, LocalCopyOptions } from '../device/local-copy.ts'

/** The transaction origin of content that this device had kept. */
const DEVICE_ORIGIN = Symbol('content that this device kept')

export interface DeviceSide {
  readonly parts: readonly Uint8Array[]
  /** Changes among them that the server had not confirmed, as far as this device knows. */
  readonly unsaved: number
  keep(options: Pick<LocalCopyOptions, 'generation' | 'whole' | 'title' | 'onReport'>): LocalCopy
}

export const loadParts = (doc: Doc, parts: readonly Uint8Array[]): void => {
  for (const part of parts) if (part.byteLength > 0) applyUpdate(doc, part, DEVICE_ORIGIN)
}
