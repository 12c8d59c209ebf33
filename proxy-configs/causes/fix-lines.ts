/**
 * The exact lines that mend a fault: the difference between its broken configuration and the good one, for each
 * hop that is broken. Nothing is written here that the catalogue does not prove.
 */
import { fixDiff } from '../edits.ts'
import type { Fault } from '../fault.ts'
import { exampleConfig, isProxy } from '../hop.ts'

export function fixLinesOf({ way }: Fault): readonly string[] {
  const nodes = way.end === 'strangers' || way.end === 'two-addresses' ? 2 : 1
  return way.hops.flatMap((hop, index) =>
    isProxy(hop) && (hop.edits ?? []).length > 0 ? fixDiff(exampleConfig(way.hops, index, nodes)) : [],
  )
}
