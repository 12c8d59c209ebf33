/**
 * What one browser found, in the fragment of an address, so that whoever runs the server sees it as it was seen there:
 * the words of the catalogue and nothing that names a person or a pad. The verdict is made anew where it is opened.
 */
import { CAUSES, type Cause as FixCause, fixLines, HOP_NAMES, type Hop } from '../../protocol/proxy-fixes.ts'
import type { Suspect } from '../../protocol/suspects.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import { GOOD } from '../../proxy-configs/probes.ts'
import { isRecord, readJson, writeJson } from '../ui/fragment.ts'
import type { Traced } from '../ui/witness-words.ts'

export const FOUND_PARAMETER = 'found'

export interface Found {
  /** Milliseconds since 1970, by the clock of that device. */
  readonly at: number
  /** As the browser calls itself. */
  readonly browser: string
  readonly observation: Observation
  readonly traced: Traced | undefined
}

export function foundFragment({ at, browser, observation, traced }: Found): string {
  const { results, took, brands, hops, tells, isBelow } = observation
  const value = {
    at,
    browser: browser.slice(0, MAX_TEXT),
    results,
    ...(took.held !== undefined && { held: Math.round(took.held) }),
    brands: [...brands],
    ...(hops !== undefined && { hops }),
    tells: [...tells],
    below: isBelow === true,
    ...(traced && { traced: traced.seen ? writeTraced(traced) : { seen: false } }),
  }
  return `#${FOUND_PARAMETER}=${writeJson(value)}`
}

/** undefined for whatever is not that: anybody can write an address. */
export function readFound(fragment: string): Found | undefined {
  const value = readJson(new URLSearchParams(fragment.replace(/^#/, '')).get(FOUND_PARAMETER))
  if (!isRecord(value) || typeof value.at !== 'number' || !isRecord(value.results)) return undefined
  const results = Object.fromEntries(
    Object.entries(value.results).filter(
      (entry): entry is [string, string] =>
        entry[0] in GOOD && typeof entry[1] === 'string' && WORD.test(entry[1]),
    ),
  )
  return {
    at: value.at,
    browser: typeof value.browser === 'string' ? value.browser.slice(0, MAX_TEXT) : '',
    observation: {
      results,
      took: typeof value.held === 'number' ? { held: value.held } : {},
      brands: new Set(words(value.brands)),
      hops: typeof value.hops === 'number' ? value.hops : undefined,
      tells: new Set(words(value.tells)),
      isBelow: value.below === true,
      isThrough: 'unknown',
    },
    traced: readTraced(value.traced),
  }
}

const MAX_TEXT = 300
/** Of the catalogue: `426 app`, `connection-empty nginx`, `wrong host, address`. */
const WORD = /^[a-z0-9 .,-]{1,60}$/

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string' && WORD.test(each)).slice(0, 10) : []

type SeenTrace = Extract<Traced, { readonly seen: true }>
const VERDICTS: readonly SeenTrace['verdict'][] = ['stripped', 'intact', 'not-a-handshake']
const CONFIDENCES: readonly Suspect['confidence'][] = ['certain', 'likely', 'possible']

const writeTraced = ({ upgraded, verdict, furtherOut, suspects }: SeenTrace) => ({
  seen: true,
  upgraded,
  verdict,
  furtherOut,
  suspects: suspects.map(({ hop, cause, confidence }) => [hop, cause, confidence]),
})

function readTraced(value: unknown): Traced | undefined {
  if (!isRecord(value)) return undefined
  if (value.seen === false) return { seen: false }
  const verdict = VERDICTS.find((each) => each === value.verdict)
  if (verdict === undefined) return undefined
  const suspects = Array.isArray(value.suspects) ? value.suspects.slice(0, 4).flatMap(readSuspect) : []
  return {
    seen: true,
    upgraded: value.upgraded === true,
    verdict,
    suspects,
    furtherOut: value.furtherOut === true,
  }
}

/** The lines are looked up here, so that an address cannot tell anybody what to write into a configuration. */
function readSuspect(value: unknown): readonly Suspect[] {
  if (!Array.isArray(value)) return []
  const [hop, cause, confidence] = value as readonly unknown[]
  const sure = CONFIDENCES.find((each) => each === confidence)
  if (!isKey(HOP_NAMES, hop) || !isKey(CAUSES, cause) || sure === undefined) return []
  return [{ hop: hop as Hop, cause: cause as FixCause, confidence: sure, fix: fixLines(cause, hop) }]
}

const isKey = <T extends object>(table: T, key: unknown): key is keyof T & string =>
  typeof key === 'string' && Object.hasOwn(table, key)
