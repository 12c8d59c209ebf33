/**
 * Reads every byte that is stored and compares it with its checksum: the format file, each segment of the log up to
 * what counts, each snapshot. What the index says is taken at the beginning, and nothing is removed meanwhile, so a
 * server may go on writing. It refuses to mend and to judge what a finding means for a pad.
 */
import { type FileSystem, systemCode } from '../file-system.ts'
import type { CheckReport, Finding } from '../storage.ts'
import { formatIsSound } from './format.ts'
import { parseSnapshotName, snapshotName } from './pad-file-name.ts'
import type { PadIndex, PadState, SegmentState } from './pad-index.ts'
import type { Folders } from './recovery.ts'
import { decodeHead, readItems, type SegmentItem, segmentName } from './segment.ts'
import { decodeSnapshot } from './snapshot.ts'

interface CheckDeps {
  readonly fileSystem: FileSystem
  readonly folder: string
  readonly folders: Folders
  readonly pads: PadIndex
  readonly segments: ReadonlyMap<number, SegmentState>
}

/** Records after which whoever else waits for the processor is let in. */
const RECORDS_AT_ONCE = 1000

const letOthersIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Whose updates lie in a stretch that no longer says so itself. */
const ownersOf = (pads: readonly PadState[], segment: number, from: number, to: number): string[] =>
  pads
    .filter(({ positions }) =>
      positions.some((at) => at.segment === segment && at.offset < to && at.offset + at.length > from),
    )
    .map(({ record }) => record.id)

export const checkLog = async (deps: CheckDeps): Promise<CheckReport> => {
  const { fileSystem, folder, folders } = deps
  const pads = [...deps.pads.values()].map((pad) => ({ ...pad, positions: pad.positions.slice() }))
  const segments = [...deps.segments.values()].map((segment) => ({ ...segment }))
  const findings: Finding[] = []
  let files = 0
  let bytes = 0

  const read = async (path: string, what: string, padId?: string): Promise<Buffer | undefined> => {
    try {
      const found = Buffer.from(await fileSystem.readFile(path))
      files += 1
      bytes += found.length
      return found
    } catch (error) {
      const code = systemCode(error)
      if (code !== 'EIO' && code !== 'ENOENT') throw error
      const where = code === 'ENOENT' ? `${what} is missing` : what
      findings.push({ code: 'read-error', where, ...(padId !== undefined && { padId }) })
      return undefined
    }
  }

  const judge = (segment: number, item: SegmentItem): Finding[] => {
    const where = `log/${segmentName(segment)} at byte ${item.offset}`
    if (item.kind === 'payload') {
      const { type, padId } = item.header
      return [type === 'seal' ? { code: 'seal-checksum', where } : { code: 'record-checksum', where, padId }]
    }
    if (item.kind === 'record') return []
    const owners = ownersOf(pads, segment, item.offset, item.end)
    return owners.length === 0
      ? [{ code: 'record-unreadable', where }]
      : owners.map((padId) => ({ code: 'record-unreadable', where, padId }))
  }

  const checkSegment = async ({ number, end }: SegmentState): Promise<void> => {
    const name = `log/${segmentName(number)}`
    const found = await read(`${folders.log}/${segmentName(number)}`, name)
    if (found === undefined) return
    if (found.length < end)
      findings.push({ code: 'segment-short', where: `${name} ends at byte ${found.length} of ${end}` })
    const { head, sound } = decodeHead(found)
    if (head?.number !== number) {
      findings.push({ code: 'segment-head', where: `${name} at byte 0` })
      return
    }
    if (!sound) findings.push({ code: 'segment-head-copy', where: `${name} at byte 0` })
    let seen = 0
    for (const item of readItems(found.subarray(0, end), head)) {
      findings.push(...judge(number, item))
      seen += 1
      if (seen % RECORDS_AT_ONCE === 0) await letOthersIn()
    }
  }

  const checkSnapshots = async (): Promise<void> => {
    const there = new Set((await fileSystem.list(folders.snapshots)).filter(parseSnapshotName))
    for (const { record, snapshotSequence, purged } of pads) {
      if (snapshotSequence > 0 && purged === undefined) there.add(snapshotName(record.id, snapshotSequence))
    }
    for (const name of there) {
      const { id = '', sequence } = parseSnapshotName(name) ?? {}
      const found = await read(`${folders.snapshots}/${name}`, `snapshots/${name}`, id)
      if (found === undefined) continue
      const head = decodeSnapshot(found)?.head
      if (head?.record.id !== id || head.sequence !== sequence)
        findings.push({ code: 'snapshot-checksum', where: `snapshots/${name}`, padId: id })
    }
  }

  files += 1
  if (!(await formatIsSound(fileSystem, folder)))
    findings.push({ code: 'format-checksum', where: 'format.json' })
  for (const segment of segments) await checkSegment(segment)
  await checkSnapshots()
  for (const { record, damage } of pads) {
    const known = findings.some(({ padId, where }) => padId === record.id && where === damage?.where)
    if (damage !== undefined && !known) findings.push({ ...damage, padId: record.id })
  }
  return { files, bytes, findings }
}
