/**
 * From what the server saw of a failed handshake to what a person reads: one plain sentence, who it is as far as
 * that is known, what to change, and what arrived. Pure; it accuses nobody whom the server did not suspect.
 */
import { HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import type { Suspect } from '../../protocol/suspects.ts'
import type { NotSeen, Seen, SeenHandshake } from '../../protocol/witness.ts'
import type { Words } from '../../protocol/words/en.ts'

export interface Fix {
  readonly heading: string
  /** Lines for a configuration; none when the heading says it all. */
  readonly lines: readonly string[]
}

/** As much of it as says who is suspected. */
export type Traced =
  | Seen
  | Pick<NotSeen, 'seen'>
  | Pick<SeenHandshake, 'seen' | 'upgraded' | 'verdict' | 'suspects' | 'furtherOut'>

export interface WitnessWords {
  readonly sentence: string
  readonly more: readonly string[]
  /** What hangs from the cut in the picture. */
  readonly short: string
  /** The proxy that cuts, when one can be named. */
  readonly proxy: string | undefined
  /** Whether a proxy stands there at all, named or not. */
  readonly byProxy: boolean
  readonly fixes: readonly Fix[]
}

export function witnessWords(seen: Traced, { connection: say }: Words): WitnessWords {
  const plain = (sentence: string, short: string, advice?: string): WitnessWords => ({
    sentence,
    more: [],
    short,
    proxy: undefined,
    byProxy: false,
    fixes: advice === undefined ? [] : [{ heading: advice, lines: [] }],
  })
  if (!seen.seen) return plain(say.notSeen, say.cutBefore, say.notSeenAdvice)
  if (seen.upgraded) return plain(say.answerLost, say.cutAfter, say.answerLostAdvice)
  if (seen.verdict === 'intact') return plain(say.refusedByServer, say.cutRefused)
  const [first] = seen.suspects
  if (seen.verdict === 'not-a-handshake' || first === undefined) {
    return plain(say.noHandshake, say.cutNoHandshake)
  }
  // Where several leave the same trace, none of them is called the one.
  const suspects = first.confidence === 'possible' ? seen.suspects : [first]
  const names = [...new Set(suspects.filter(({ hop }) => hop !== 'unknown').map(({ hop }) => HOP_NAMES[hop]))]
  const who = names.length === 0 ? '' : say.named[first.confidence](say.or(names))
  return {
    sentence: say.causes[first.cause](who),
    more: seen.furtherOut ? [say.furtherOut] : [],
    short: say.cut[first.cause],
    proxy: first.confidence !== 'possible' && !seen.furtherOut ? names[0] : undefined,
    byProxy: true,
    fixes: suspects.map((suspect) => fixOf(suspect, say)),
  }
}

const fixOf = ({ hop, fix }: Suspect, say: Words['connection']): Fix => ({
  heading: say.inConfiguration(HOP_NAMES[hop]),
  lines: fix,
})

/** `x-forwarded-for` as people write it. */
const headerName = (name: string): string => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())

/** What arrived, as name and value; what WebSocket needs and did not arrive is said to be missing. */
export function arrivedRows(seen: Seen, { connection: say }: Words): readonly (readonly [string, string])[] {
  if (!seen.seen) return []
  const { method, httpVersion, key, upgrade, connection, ...others } = seen.arrived
  const rest = Object.entries(others).flatMap(([name, value]) =>
    value === null ? [] : [[headerName(name), value] as const],
  )
  return [
    [say.request, `${method} HTTP/${httpVersion}`],
    ['Upgrade', upgrade ?? say.missing],
    ['Connection', connection ?? say.missing],
    ...(key ? [] : [['Sec-WebSocket-Key', say.missing] as const]),
    ...rest,
  ]
}
