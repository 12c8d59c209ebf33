/**
 * What a pad page opens with: the server's state, this device's copy, or both. Decides which copy belongs to the
 * pad as the server has it, and which are of another life of it: those are never merged, only offered. Knows no
 * DOM; where bytes come from is handed in.
 */
import type { Copies, StoredCopy } from '../device/copies.ts'
import { asDeviceError, DeviceError, type DeviceFailure } from '../device/failure.ts'
import type { LocalCopyOptions } from '../device/local-copy.ts'
import { unsavedIn } from '../device/unsaved.ts'
import { sameContent, textOf } from './copies.ts'

/** Text of this user that is in no pad any more. */
export interface SetAside {
  readonly generation: string
  readonly title: string
  readonly text: string
  readonly changedAt: number
}

export interface Opening {
  /** Which life of the pad this page goes on with; empty while it has not come into being. */
  readonly generation: string
  /** What this device holds of it, to be loaded first. */
  readonly parts: readonly Uint8Array[]
  /** How many of the changes in there the server had not confirmed. */
  readonly unsaved: number
  readonly copy: Pick<LocalCopyOptions, 'found' | 'unborn' | 'failure'>
  readonly setAside: readonly SetAside[]
  /** Generations whose copies hold nothing that is not in the pad. */
  readonly obsolete: readonly string[]
}

export interface FoundCopies {
  readonly copies: readonly StoredCopy[]
  readonly failure: DeviceFailure | undefined
}

/** What the server said: the life of the pad, and its document if that came in time. */
export interface ServerSide {
  readonly generation: string
  readonly state: Uint8Array | undefined
}

/** Whoever opens a pad is not kept waiting by a storage that does not answer before `late`. */
export const findCopies = async (copies: Copies, pad: string, late: Promise<void>): Promise<FoundCopies> => {
  const tooLate = late.then((): never => {
    throw new DeviceError('blocked', 'Reading the copy on this device: no answer in time.')
  })
  try {
    return { copies: await Promise.race([copies.read(pad), tooLate]), failure: undefined }
  } catch (cause) {
    return { copies: [], failure: asDeviceError(cause, 'Reading the copy on this device').code }
  }
}

const asSetAside = (copy: StoredCopy): SetAside => ({
  generation: copy.generation,
  title: copy.title,
  text: textOf(copy.parts),
  changedAt: copy.changedAt,
})

/** What a deleted pad leaves behind: only what never reached it. The rest comes back with the pad. */
export const neverSent = (found: FoundCopies): readonly SetAside[] =>
  found.copies.filter((copy) => unsavedIn(copy.tallies) > 0).map(asSetAside)

/** `server` is undefined when it could not be asked: then the copy written last is what there is. */
export const decideOpening = (found: FoundCopies, server: ServerSide | undefined): Opening => {
  const generation = server?.generation ?? found.copies[0]?.generation ?? ''
  const exact = found.copies.find((copy) => copy.generation === generation)
  // A copy from before the pad came into being belongs to whatever life it got: it has had no other.
  const unborn = generation === '' ? undefined : found.copies.find((copy) => copy.generation === '')
  const own = [exact, unborn].filter((copy) => copy !== undefined)
  const setAside: SetAside[] = []
  const obsolete: string[] = []
  for (const other of server ? found.copies : []) {
    if (own.includes(other)) continue
    const aside = asSetAside(other)
    const unsaved = unsavedIn(other.tallies) > 0
    const state = server?.state
    if (aside.text.trim() !== '' && (unsaved || (state && !sameContent(other.parts, state)))) {
      setAside.push(aside)
    } else if (state) obsolete.push(other.generation)
  }
  return {
    generation,
    parts: own.flatMap((copy) => copy.parts),
    unsaved: own.reduce((sum, copy) => sum + unsavedIn(copy.tallies), 0),
    copy: { found: exact, unborn, failure: found.failure },
    setAside,
    obsolete,
  }
}
