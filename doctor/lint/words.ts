/**
 * What a finding says to people: the words and lines of the fault's own record. Nothing is written twice: whoever
 * corrects a sentence in the catalogue has corrected it here.
 */
import { fixDiff } from '../../proxy-configs/edits.ts'
import type { Fault } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'
import { exampleConfig, isProxy, withoutIntroduction } from '../../proxy-configs/hop.ts'

export function recordOf(id: string): Fault {
  const fault = FAULTS.find((each) => each.id === id)
  if (fault === undefined) throw new Error(`the linter found "${id}", which is no fault of the catalogue`)
  return fault
}

export const pageOf = (id: string): string => `proxy-configs/faults/${id}/README.md`

/** The lines to change, as the difference between the catalogue's broken configuration and its good one. */
export function fixLines({ way }: Fault): readonly string[] {
  const main = way.hops.flatMap((hop) => (isProxy(hop) ? (hop.main ?? []) : []))
  if (main.length > 0) return main.flatMap(({ add = [] }) => add.map((line) => `-${line}`))
  const index = way.hops.findIndex((hop) => isProxy(hop) && (hop.edits ?? []).length > 0)
  if (index < 0) return []
  const nodes = way.end === 'strangers' || way.end === 'two-addresses' ? 2 : 1
  const lines = fixDiff(withoutIntroduction(exampleConfig(way.hops, index, nodes)))
  return [...lines, ...definitions(lines)]
}

const CONNECTION = '$holdfast_connection'

/** Lines that use the variable are of no use without the map that fills it. */
function definitions(lines: readonly string[]): readonly string[] {
  const uses = lines.some((line) => line.startsWith('+') && line.includes(CONNECTION))
  if (!uses || lines.some((line) => line.includes('map $'))) return []
  const template = GOOD_CONFIGS.nginx.template.split('\n')
  const start = template.findIndex((line) => line.startsWith('map ') && line.includes(CONNECTION))
  const end = template.indexOf('}', start)
  return [
    ...(lines.at(-1) === ' …' ? [] : [' …']),
    ...template.slice(start, end + 1).map((line) => `+${line}`),
  ]
}
