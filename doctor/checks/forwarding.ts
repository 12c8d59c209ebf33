/**
 * D19: what the app is told of the visitor. What is wrong here makes an app refuse its own page, write wrong
 * addresses, or take all visitors for one.
 */
import { notTold } from '../../protocol/forwarded.ts'
import { hopsIn } from '../../protocol/traces.ts'
import type { Outcome } from '../wire/ask.ts'
import { originOf, schemeOf } from '../wire/endpoint.ts'
import type { Finding, Look } from './check.ts'
import { judged } from './finding.ts'
import { brandsOf } from './pages.ts'
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
  return judged(
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
