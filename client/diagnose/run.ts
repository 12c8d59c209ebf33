/**
 * Runs the checks turn by turn, each within its time, and tells of each beginning and end. A check that breaks is
 * unclear and stops no other.
 */
import { CHECKS, type CheckId, type CheckResult, type Finding, statusOf } from './checks.ts'
import { caching, clock, health, hold, page, plain, requests, streaming } from './look-http.ts'
import { silence } from './look-lasting.ts'
import { forwarding, payload, roundTrip, together, upgrade } from './look-socket.ts'
import type { Visit } from './visit.ts'

/** Long enough to be held, and no longer than a person waits for a page. */
const HELD_MS = 5_000

export interface RunOptions {
  /** Whether silence is watched, too. */
  readonly watches: boolean
  begins(id: CheckId): void
  ends(result: CheckResult): void
}

type Look = (visit: Visit, upgraded: Finding | undefined) => Promise<Finding> | Finding

const LOOKS: { readonly [id in CheckId]: Look } = {
  page,
  health,
  clock,
  plain,
  requests,
  upgrade,
  forwarding: (visit, upgraded) => forwarding(visit, upgraded?.seen),
  'round-trip': roundTrip,
  payload,
  together,
  caching,
  streaming,
  held: (visit) => hold(visit, HELD_MS),
  silence,
}

export async function runChecks(visit: Visit, options: RunOptions): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  const findingOf = (id: CheckId) => results.find((result) => result.id === id)?.finding
  for (const turn of [1, 2, 3, 4, 5]) {
    const upgraded = findingOf('upgrade')
    const now = CHECKS.filter((check) => check.turn === turn && (options.watches || !('watches' in check)))
    const done = await Promise.all(
      now.map(async (check) => {
        const lacksLink = visit.byLinks && 'needsPad' in check
        if (lacksLink || ('needsSocket' in check && upgraded?.opened !== true)) {
          const finding: Finding = { observed: {}, ...(lacksLink && { lacksLink }) }
          const skipped: CheckResult = { id: check.id, status: 'skip', finding, ms: 0 }
          options.ends(skipped)
          return skipped
        }
        options.begins(check.id)
        const begun = visit.now()
        const most = check.seconds * 1000 + ('watches' in check ? visit.watchMs : 0)
        const late = visit.wait(most).then((): Finding => ({ observed: {} }))
        const looked = (async () => LOOKS[check.id](visit, upgraded))().catch(
          (): Finding => ({ observed: {} }),
        )
        const finding = await Promise.race([looked, late])
        const status = statusOf(check.id, finding)
        const result: CheckResult = { id: check.id, status, finding, ms: visit.now() - begun }
        options.ends(result)
        return result
      }),
    )
    results.push(...done)
  }
  return results
}
