/**
 * D19: what the app is told of the visitor. What is wrong here makes an app refuse its own page, write wrong
 * addresses, or take all visitors for one.
 */
import { listed, type Residue, type ToldHeader } from '../../protocol/residue.ts'
import { originOf, schemeOf } from '../wire/endpoint.ts'
import type { Finding, Look } from './check.ts'
import type { Site } from './site.ts'
import { arrivedInWords, hopsIn, witnessed } from './witness.ts'
import { evidenceOf } from './words.ts'

export const forwarding: Look = async (site): Promise<Finding> => {
  const { shaken, seen } = await witnessed(site)
  const sent = `handshake at ${originOf(site.endpoint)}`
  if (seen === undefined || seen === 'unseen') {
    const summary = 'nobody can say what the app was told: no handshake arrived there'
    return { status: 'inconclusive', summary, evidence: [evidenceOf(sent, shaken.outcome)] }
  }
  const wrong = notTold(site, seen.arrived)
  const evidence = [{ sent, received: arrivedInWords(seen) }]
  const hops = hopsIn(seen)
  const marks = hops === undefined ? {} : { marks: { hops } }
  if (wrong.length > 0) {
    const summary = `the app is told wrongly, or not at all: ${wrong.join(', ')}`
    return { status: 'warn', summary, evidence, ...marks }
  }
  const count =
    hops === undefined ? '' : `; ${hops} ${hops === 1 ? 'hop says' : 'hops say'} whom they forward for`
  return {
    status: 'pass',
    summary: `the app knows name, scheme and address of the visitor${count}`,
    evidence,
    ...marks,
  }
}

function notTold({ endpoint }: Site, residue: Residue): readonly string[] {
  const scheme = schemeOf(endpoint)
  const others = (name: ToldHeader, right: string) =>
    (listed(residue[name]) ?? []).some((member) => member !== right)
  // Without a word the app takes the visit for plain HTTP.
  const isSchemeWrong =
    others('x-forwarded-proto', scheme) || (scheme === 'https' && residue['x-forwarded-proto'] === null)
  return [
    ...(residue.host === endpoint.authority ? [] : ['host']),
    ...(others('x-forwarded-host', endpoint.authority) ? ['forwarded host'] : []),
    ...(isSchemeWrong ? ['scheme'] : []),
  ]
}
