/**
 * D19: what the app is told of the visitor. What is wrong here makes an app refuse its own page, write wrong
 * addresses, or take all visitors for one; what it believes though a visitor only claims it lets anybody hide.
 */
import { notTold } from '../../protocol/forwarded.ts'
import { hopsIn } from '../../protocol/traces.ts'
import type { TakenFor } from '../../protocol/witness.ts'
import type { Outcome } from '../wire/ask.ts'
import { type Header, originOf, schemeOf } from '../wire/endpoint.ts'
import type { Finding, Look } from './check.ts'
import { judged } from './finding.ts'
import { brandsOf } from './pages.ts'
import type { Site } from './site.ts'
import { arrivedInWords, type SeenHandshake, witnessed } from './witness.ts'
import { evidenceOf } from './words.ts'

export const forwarding: Look = async (site): Promise<Finding> => {
  const { shaken, seen } = await witnessed(site)
  const sent = `handshake at ${originOf(site.endpoint)}`
  if (seen === undefined || seen === 'unseen') {
    const summary = 'nobody can say what the app was told: no handshake arrived there'
    const observed = seen === 'unseen' ? { forwarded: seen } : {}
    return { status: 'inconclusive', summary, evidence: [evidenceOf(sent, shaken.outcome)], observed }
  }
  const wrong = notTold(seen.arrived, {
    authority: site.endpoint.authority,
    scheme: schemeOf(site.endpoint),
    tunnelled: site.endpoint.through !== undefined,
  })
  const hops = hopsIn(seen)
  if (wrong.length > 0 && isAlone(seen, shaken.outcome) && wrong.every((each) => each === 'address')) {
    const summary = 'nobody stands in between, or nobody who says whom he forwards for'
    return { status: 'pass', summary, evidence: [{ sent, received: arrivedInWords(seen) }] }
  }
  const count =
    hops === undefined ? '' : `; ${hops} ${hops === 1 ? 'hop says' : 'hops say'} whom they forward for`
  const finding = judged(
    { forwarded: wrong.length === 0 ? 'right' : `wrong ${wrong.join(', ')}` },
    {
      good: `the app knows name, scheme and address of the visitor${count}`,
      bad: `the app is told wrongly, or not at all: ${wrong.join(', ')}`,
    },
    {
      evidence: [{ sent, received: arrivedInWords(seen) }],
      marks: hops === undefined ? {} : { hops },
    },
  )
  return finding.status === 'pass' && seen.visitor ? believing(site, seen.visitor, finding) : finding
}

/** Nobody has this address (RFC 5737 §3). */
const CLAIMED: Header = ['X-Forwarded-For', '192.0.2.77']

/** Whether the app believes its proxy, and not its visitors. */
async function believing(site: Site, visitor: TakenFor, finding: Finding): Promise<Finding> {
  if (visitor.isUnlistedProxy) {
    const summary =
      'the app does not know the proxy that tells it of visitors, and takes them all for one: list its address in HOLDFAST_TRUSTED_PROXIES'
    return { ...finding, status: 'warn', summary }
  }
  const { seen } = await witnessed(site, [CLAIMED])
  if (seen === undefined || seen === 'unseen' || seen.visitor === undefined) return finding
  const sent = `handshake with ${CLAIMED.join(': ')}`
  const evidence = [...finding.evidence, { sent, received: arrivedInWords(seen) }]
  const { status, words } = belief(visitor, seen.visitor)
  return { ...finding, evidence, status, summary: status === 'warn' ? words : `${finding.summary}; ${words}` }
}

/** What it means that the app takes a visitor for `plain`, and for `claiming` when he claims an address nobody has. */
export function belief(
  plain: TakenFor,
  claiming: TakenFor,
): { readonly status: 'pass' | 'warn'; readonly words: string } {
  if (claiming.range !== 'reserved') {
    return { status: 'pass', words: 'an address that one only claims is not believed' }
  }
  if (!plain.isTrusted) {
    const words =
      'visitors can claim to be anybody: a proxy passes on the X-Forwarded-For they send; the outermost one has to replace it, or to add to it'
    return { status: 'warn', words }
  }
  if (plain.range === 'public') {
    const words =
      'visitors can claim to be anybody: HOLDFAST_TRUSTED_PROXIES covers public addresses such as this machine’s; list the proxies alone'
    return { status: 'warn', words }
  }
  const words = 'whether it believes what visitors claim cannot be seen from a machine that it trusts'
  return { status: 'pass', words }
}

const FORWARDED = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'forwarded',
  'via',
  'x-real-ip',
] as const

/** No trace of a proxy, neither in what arrived nor in what came back. */
const isAlone = ({ arrived }: SeenHandshake, outcome: Outcome): boolean =>
  FORWARDED.every((name) => arrived[name] === null) && brandsOf(outcome).length === 0
