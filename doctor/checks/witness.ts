/**
 * What a Holdfast server saw of a handshake of ours, asked from outside: by the nonce it carried, through whatever
 * stands in between, or read from the refusal itself. The server judges; here it is only fetched.
 */
import { HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import type { Residue } from '../../protocol/residue.ts'
import type { Judgement } from '../../protocol/suspects.ts'
import { residueWord } from '../../protocol/traces.ts'
import { NONCE_PARAMETER, SEEN_PATH, type TakenFor } from '../../protocol/witness.ts'
import { isRecord, jsonOf } from '../dialects/dialect.ts'
import type { Outcome } from '../wire/ask.ts'
import type { Header } from '../wire/endpoint.ts'
import type { Shaken } from '../wire/handshake.ts'
import type { Site } from './site.ts'

export interface Witnessed {
  readonly shaken: Shaken
  /** `unseen`: the server says that nothing came. Undefined: nobody can say. */
  readonly seen: SeenHandshake | 'unseen' | undefined
}

export interface SeenHandshake extends Pick<Judgement, 'suspects' | 'furtherOut'> {
  readonly arrived: Residue
  /** Undefined where a handshake was refused, and of servers that do not tell. */
  readonly visitor?: TakenFor
}

/** With several nodes the question may reach one that saw nothing, while another did. */
const ASKED_TIMES = 4

export async function witnessed(site: Site, headers: readonly Header[] = []): Promise<Witnessed> {
  const nonce = site.name()
  const shaken = await site.shake({ query: `${NONCE_PARAMETER}=${nonce}`, headers })
  if (site.dialect.name !== 'holdfast') return { shaken, seen: undefined }
  const told = toldIn(shaken.outcome)
  if (told !== undefined) return { shaken, seen: told }
  let unseen = false
  for (let asked = 0; asked < ASKED_TIMES; asked += 1) {
    const outcome = await site.get(`${SEEN_PATH}${nonce}`)
    const answer = outcome.is === 'answered' ? jsonOf(outcome) : undefined
    if (answer?.nonce !== nonce) break
    const seen = toldIn(outcome)
    if (seen !== undefined) return { shaken, seen }
    unseen = true
  }
  return { shaken, seen: unseen ? 'unseen' : undefined }
}

/** Both the refusal (426) and the answer about a nonce carry what arrived. */
function toldIn(outcome: Outcome): SeenHandshake | undefined {
  const answer = outcome.is === 'answered' ? jsonOf(outcome) : undefined
  if (answer === undefined || !isRecord(answer.arrived)) return undefined
  const suspects = Array.isArray(answer.suspects) ? answer.suspects : []
  const known = suspects.filter(
    (each) => isRecord(each) && typeof each.cause === 'string' && String(each.hop) in HOP_NAMES,
  )
  return {
    // Its own server wrote it; what is not a text is not read.
    arrived: answer.arrived as unknown as Residue,
    suspects: known as Judgement['suspects'],
    furtherOut: answer.furtherOut === true,
    ...(isRecord(answer.visitor) && { visitor: answer.visitor as unknown as TakenFor }),
  }
}

export const residueOfSeen = (seen: Witnessed['seen']): Residued =>
  seen === undefined || seen === 'unseen' ? seen : residueWord(seen)

type Residued = 'unseen' | ReturnType<typeof residueWord> | undefined

export const arrivedInWords = ({ arrived }: SeenHandshake): string =>
  [
    `HTTP/${arrived.httpVersion}`,
    ...(['connection', 'upgrade', 'host', 'via', 'x-forwarded-for', 'x-forwarded-proto'] as const).map(
      (name) => `${name}: ${arrived[name] ?? '–'}`,
    ),
  ].join(' · ')
