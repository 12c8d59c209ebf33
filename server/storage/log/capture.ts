/**
 * Every pad as it was at one moment. The index is copied at once, which costs a few words for each pad; the bytes
 * are read later, pad by pad, from files that nothing removes until the last capture is released. It refuses to
 * know who reads and for what.
 */
import { type FileSystem, systemCode } from '../file-system.ts'
import type { Capture } from '../storage.ts'
import { loadDocument } from './load.ts'
import { snapshotName } from './pad-file-name.ts'
import type { PadIndex, PadState } from './pad-index.ts'
import { unknown } from './plan.ts'
import type { Folders } from './recovery.ts'

/** `updates`: how many of `positions` were there; the index only ever adds to that list, or makes a new one. */
interface Frozen {
  readonly pad: PadState
  readonly updates: number
}

const then = ({ pad, updates }: Frozen): PadState => ({ ...pad, positions: pad.positions.slice(0, updates) })

const fileBytes = async (fileSystem: FileSystem, path: string): Promise<number> => {
  try {
    const file = await fileSystem.open(path, 'read')
    try {
      return await file.size()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 0
    throw error
  }
}

/** `released` is called once. */
export const captureLog = (
  deps: { readonly fileSystem: FileSystem; readonly folders: Folders; readonly pads: PadIndex },
  released: () => void,
): Capture => {
  const { fileSystem, folders } = deps
  const frozen = new Map<string, Frozen>()
  for (const [id, pad] of deps.pads) frozen.set(id, { pad: { ...pad }, updates: pad.positions.length })
  let held = true

  const find = (id: string): PadState => {
    const found = frozen.get(id)
    if (found === undefined) throw unknown(id)
    return then(found)
  }

  return {
    pads: [...frozen.values()].map(({ pad: { record, sequence, purged } }) => ({
      record,
      sequence,
      purged: purged !== undefined,
    })),
    load: async (id) => loadDocument(fileSystem, folders, find(id)),
    async size(id) {
      const { positions, purged, snapshotSequence } = find(id)
      if (purged !== undefined) return 0
      const updates = positions.reduce((sum, { length }) => sum + length, 0)
      if (snapshotSequence === 0) return updates
      return (
        updates + (await fileBytes(fileSystem, `${folders.snapshots}/${snapshotName(id, snapshotSequence)}`))
      )
    },
    release() {
      if (held) released()
      held = false
    },
  }
}
