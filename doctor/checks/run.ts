/**
 * Runs checks turn by turn and never stops at a failure. A check whose ground is missing, or that nobody asked for,
 * is skipped and says why; one that breaks is inconclusive, with its error as evidence, and the run is told to be
 * an accident of ours.
 */
import type { Platform } from '../wire/platform.ts'
import {
  type Check,
  type CheckResult,
  type Finding,
  GROUNDS,
  type Ground,
  WISHES,
  type Wish,
} from './check.ts'

export interface RunDeps {
  readonly platform: Pick<Platform, 'now' | 'after'>
  /** A check begins, or ends with its result. */
  progress(check: Check, result?: CheckResult): void
}

export interface RunOptions {
  readonly looks: ReadonlyMap<Check, () => Promise<Finding>>
  readonly grounds: Iterable<Ground>
  /** What is not to be had, or was not asked for. */
  readonly without: ReadonlySet<Wish>
  /** Milliseconds that are added to what each check may take. */
  readonly more: number
}

export interface Run {
  /** In the order of the checks. */
  readonly results: readonly CheckResult[]
  readonly grounds: ReadonlySet<Ground>
  /** A check broke. */
  readonly broke: boolean
}

export async function runChecks(options: RunOptions, deps: RunDeps): Promise<Run> {
  const { looks, without, more } = options
  const grounds = new Set(options.grounds)
  const results = new Map<Check, CheckResult>()
  let broke = false

  async function run(check: Check, look: () => Promise<Finding>): Promise<void> {
    const reason = reasonToSkip(check, grounds, without)
    const skipped = (summary: string): CheckResult => ({
      check,
      status: 'skip',
      summary,
      evidence: [],
      ms: 0,
    })
    if (reason !== undefined) return void settle(check, skipped(reason))
    deps.progress(check)
    const begun = deps.platform.now()
    const finding = await within(look, check.seconds * 1000 + more, deps.platform).catch(
      (error: unknown): Finding => {
        broke = true
        return inconclusive(error)
      },
    )
    const { grounds: laid = [], ...found } = finding
    for (const ground of laid) grounds.add(ground)
    settle(check, { ...found, check, ms: Math.round(deps.platform.now() - begun) })
  }

  function settle(check: Check, result: CheckResult): void {
    results.set(check, result)
    deps.progress(check, result)
  }

  const turns = [...new Set([...looks.keys()].map(({ turn }) => turn))].sort()
  for (const turn of turns) {
    const now = [...looks].filter(([check]) => check.turn === turn)
    await Promise.all(now.map(([check, look]) => run(check, look)))
  }
  const inOrder = [...looks.keys()].flatMap((check) => results.get(check) ?? [])
  return { results: inOrder, grounds, broke }
}

function reasonToSkip(
  { needs, wants }: Check,
  grounds: ReadonlySet<Ground>,
  without: ReadonlySet<Wish>,
): string | undefined {
  const wish = wants.find((each) => without.has(each))
  if (wish !== undefined) return WISHES[wish]
  const missing = needs.find((each) => !grounds.has(each))
  if (missing === 'TLS address') return 'the address has no TLS'
  return missing === undefined ? undefined : `needs ${GROUNDS[missing]}`
}

const inconclusive = (error: unknown): Finding => ({
  status: 'inconclusive',
  summary: 'the check itself broke; please report it',
  evidence: [{ sent: '', received: error instanceof Error ? (error.stack ?? error.message) : String(error) }],
})

/** Everything a check does is bounded by itself; this bounds what was forgotten. */
function within(
  look: () => Promise<Finding>,
  milliseconds: number,
  platform: Pick<Platform, 'after'>,
): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const stop = platform.after(milliseconds, () =>
      resolve({
        status: 'inconclusive',
        summary: `no result within ${Math.round(milliseconds / 1000)} s`,
        evidence: [],
      }),
    )
    look().then(resolve, reject).finally(stop)
  })
}
