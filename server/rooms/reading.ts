/**
 * What a peer that may only read may send: its part of the handshake, which repeats what the document holds. An
 * update that would add or delete anything is another matter, and this says which is which. Changes nothing.
 */
import { type ClockRange, scanUpdate, standing, type UpdateSummary } from '../../protocol/update-scan.ts'
import type { PadDocument } from './document.ts'

/** Whether the document holds everything that the update adds, and has deleted everything that it deletes. */
export function bringsNothing(
  summary: UpdateSummary,
  document: Pick<PadDocument, 'clockOf' | 'state'>,
): boolean {
  const { kind } = standing(summary, document.clockOf)
  if (kind === 'known') return true
  if (kind !== 'deletes') return false
  const deleted = scanUpdate(document.state()).deletes
  return summary.deletes.every((range) => covers(deleted, range))
}

/** Whether every clock of `range` lies in one of `ranges`, which may touch and stand in any order. */
function covers(ranges: readonly ClockRange[], { client, start, end }: ClockRange): boolean {
  const own = ranges.filter((range) => range.client === client).sort((one, other) => one.start - other.start)
  let reached = start
  for (const range of own) if (range.start <= reached) reached = Math.max(reached, range.end)
  return reached >= end
}
