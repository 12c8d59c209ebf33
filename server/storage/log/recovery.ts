/**
 * From a folder to a running index: snapshot heads, then the log, then what is missing. A torn tail is kept aside
 * and cut by beginning a new segment; a damaged pad is quarantined with its last good state; nothing damaged is
 * deleted, and nothing damaged stops the start. It refuses to serve anyone.
 */

import type { Log } from '../../log.ts'
import type { FileSystem } from '../file-system.ts'
import type { Finding } from '../storage.ts'
import { parseSnapshotName, snapshotName } from './pad-file-name.ts'
import { missing, newPad, type PadIndex, promise, type SegmentState, unknownPad } from './pad-index.ts'
import { type Scan, scanLog, type TornTail } from './scan.ts'
import { segmentName } from './segment.ts'
import { readSnapshotHead, UNFINISHED_SNAPSHOT } from './snapshot.ts'
import { beginSegment, UNFINISHED_SEGMENT } from './tail.ts'

export interface Folders {
  readonly log: string
  readonly snapshots: string
}

export interface Recovered {
  readonly pads: PadIndex
  readonly segments: Map<number, SegmentState>
  readonly last: SegmentState
  /** Sentences for an operator about what could not be read. */
  readonly warnings: string[]
}

interface Deps {
  readonly fileSystem: FileSystem
  readonly log: Log
  readonly random32: () => number
  readonly now: () => number
}

/** Files that are read at the same time. */
const PARALLEL = 16
const SNAPSHOTS_KEPT = 2

const removeUnfinished = async (fileSystem: FileSystem, folder: string, suffix: string): Promise<void> => {
  for (const name of await fileSystem.list(folder)) {
    if (name.endsWith(suffix)) await fileSystem.remove(`${folder}/${name}`).catch(() => undefined)
  }
}

const inParallel = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
}

const readSnapshots = async (folder: string, pads: PadIndex, fileSystem: FileSystem): Promise<Finding[]> => {
  const findings: Finding[] = []
  const byPad = new Map<string, number[]>()
  for (const name of await fileSystem.list(folder)) {
    const parsed = parseSnapshotName(name)
    if (parsed === undefined) continue
    byPad.set(parsed.id, [...(byPad.get(parsed.id) ?? []), parsed.sequence])
  }
  const readPad = async ([id, unsorted]: [string, number[]]): Promise<void> => {
    let sequences = unsorted.sort((a, b) => a - b)
    let promised = 0
    for (const sequence of sequences.toReversed()) {
      const name = snapshotName(id, sequence)
      const head = await readSnapshotHead(fileSystem, `${folder}/${name}`).catch(() => undefined)
      if (head === undefined || head.record.id !== id || head.sequence !== sequence) {
        findings.push({ code: 'snapshot-checksum', where: `snapshots/${name}`, padId: id })
        promised = Math.max(promised, sequence)
        // Not ours to delete any more: someone may want to look at it.
        sequences = sequences.filter((sound) => sound !== sequence)
        continue
      }
      const pad = { ...newPad(head.record), ...head, snapshotSequence: sequence }
      pads.set(id, { ...pad, snapshotRevision: head.revision, snapshots: sequences })
      promised = Math.max(promised, head.seen)
      break
    }
    const pad = pads.get(id) ?? unknownPad(id, 0)
    pad.snapshots = sequences
    promise(pad, promised, Math.max(pad.revision, 1))
    pads.set(id, pad)
  }
  await inParallel([...byPad], readPad)
  return findings
}

const keepAside = async (folders: Folders, torn: TornTail, deps: Deps): Promise<void> => {
  const name = `${segmentName(torn.segment.number)}.${torn.segment.end}.torn`
  deps.log.warn('storage.torn-tail', {
    where: `log/${segmentName(torn.segment.number)} at byte ${torn.segment.end}`,
    bytes: torn.bytes.length,
    kept: `log/${name}`,
    recordsBehind: torn.survivors.length,
  })
  const file = await deps.fileSystem.open(`${folders.log}/${name}`, 'create')
  try {
    await file.write(torn.bytes, 0)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Cuts a torn tail by beginning the next segment behind it; false when the disk does not let us. */
const cut = async (folders: Folders, torn: TornTail, deps: Deps): Promise<boolean> => {
  try {
    await keepAside(folders, torn, deps)
    const { file } = await beginSegment(
      deps.fileSystem,
      { folder: folders.log, last: torn.segment, salt: deps.random32(), now: deps.now() },
      torn.survivors,
    )
    await file.close()
    return true
  } catch (error) {
    deps.log.error('storage.torn-tail-kept', {
      reason: error instanceof Error ? error.message : String(error),
    })
    return false
  }
}

/** Whole pads keep their findings as warnings only; a pad that lacks something is quarantined. */
const judge = (pads: PadIndex, findings: readonly Finding[], log: Log): string[] => {
  const warnings: string[] = []
  for (const [id, pad] of pads) {
    const lack = missing(pad)
    if (lack === undefined) continue
    const cause = findings.find((finding) => finding.padId === id)
    pad.damage = cause === undefined ? lack : { code: cause.code, where: cause.where }
    log.error('storage.pad-damaged', {
      padId: id,
      code: pad.damage.code,
      where: pad.damage.where,
      sequence: pad.sequence,
    })
    warnings.push(
      `pad ${id} is damaged (${pad.damage.code}, ${pad.damage.where}); its last good state can be read`,
    )
  }
  for (const finding of findings) {
    const { code, where, padId } = finding
    if (padId !== undefined && pads.get(padId)?.damage !== undefined) continue
    log.error('storage.damage', { code, where, padId })
    warnings.push(
      padId === undefined
        ? `stored bytes are damaged (${code}, ${where}) and nothing says whose they were`
        : `stored bytes of pad ${padId} are damaged (${code}, ${where}), but another copy makes up for them`,
    )
  }
  return warnings
}

const readAll = async (
  folders: Folders,
  deps: Deps,
  options: { readonly keepSurvivors: boolean },
): Promise<{ pads: PadIndex; scan: Scan; findings: Finding[] }> => {
  const pads: PadIndex = new Map()
  const fromSnapshots = await readSnapshots(folders.snapshots, pads, deps.fileSystem)
  const scan = await scanLog(deps.fileSystem, folders.log, pads, options)
  return { pads, scan, findings: [...fromSnapshots, ...scan.findings] }
}

export const recover = async (folders: Folders, deps: Deps): Promise<Recovered> => {
  await removeUnfinished(deps.fileSystem, folders.log, UNFINISHED_SEGMENT)
  await removeUnfinished(deps.fileSystem, folders.snapshots, UNFINISHED_SNAPSHOT)
  let { pads, scan, findings } = await readAll(folders, deps, { keepSurvivors: true })
  if (scan.torn !== undefined) {
    // Uncut, the tail is hidden by the next segment, and so is what survives in it: nobody was promised that.
    const keepSurvivors = await cut(folders, scan.torn, deps)
    ;({ pads, scan, findings } = await readAll(folders, deps, { keepSurvivors }))
  }
  const warnings = judge(pads, findings, deps.log)
  for (const [id, pad] of pads) {
    const extra = pad.purged === undefined ? pad.snapshots.slice(0, -SNAPSHOTS_KEPT) : pad.snapshots
    if (pad.damage !== undefined || extra.length === 0) continue
    for (const sequence of extra) {
      await deps.fileSystem
        .remove(`${folders.snapshots}/${snapshotName(id, sequence)}`)
        .catch(() => undefined)
    }
    pad.snapshots = pad.snapshots.filter((sequence) => !extra.includes(sequence))
  }
  const last = [...scan.segments.values()].at(-1)
  return {
    pads,
    segments: scan.segments,
    last: last ?? { number: 0, end: 0, marks: new Map(), damaged: false, overhang: false },
    warnings,
  }
}
