/** What a browser sees of a fault, from its record alone: for tests of what may be concluded from so little. */
import { residueOf } from '../../protocol/residue.ts'
import { ANYBODY, type Seen } from '../../protocol/witness.ts'
import { signatureOf } from '../../proxy-configs/causes/causes.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import type { Fault } from '../../proxy-configs/fault.ts'
import { isForward, isProxy } from '../../proxy-configs/hop.ts'
import { expected } from '../../proxy-configs/probes.ts'
import { refusedWord } from './look-socket.ts'

/** Faults that a browser takes for others of the same symptom, because what tells them apart is beyond it. */
export const BEYOND_A_BROWSER: Readonly<Record<string, string>> = {
  'squid-upgrade-not-allowed-unsigned':
    'Only that the address of the visitor is not told makes it another one, and a page does not know its address.',
  'haproxy-extended-connect-broken-behind':
    'No page sees over which HTTP its WebSocket was tried, nor what HTTP/2 announces.',
}

const ARRIVED = residueOf({ method: 'GET', httpVersion: '1.1', headers: {} })

const seenOf = (residue: string): Seen =>
  residue === 'unseen'
    ? { nonce: '', seen: false }
    : {
        nonce: '',
        seen: true,
        at: '',
        upgraded: false,
        verdict: residue === 'intact' ? 'intact' : 'stripped',
        suspects: [],
        furtherOut: false,
        arrived: ARRIVED,
        visitor: ANYBODY,
      }

export function browserView(fault: Fault): Observation {
  const all = expected(fault.expect)
  const redirected = Object.entries(all).map(([probe, word]) => [
    probe,
    /^30\d /.test(word) ? 'some redirect' : word,
  ])
  const results: Record<string, string> = Object.fromEntries(redirected)
  if (all['handshake-origin'] !== '101') {
    const opened = all['handshake-origin'] === 'hangs' ? 'hangs' : 'ended'
    const word = refusedWord(opened, seenOf(all.residue), results['socket-path'])
    results['handshake-origin'] = word
    if (all.handshake !== '101') results.handshake = word
  }
  for (const unseen of ['handshake-list', 'handshake-h2']) delete results[unseen]
  const { way } = fault
  const signed = signatureOf(way)
  if (all.forwarded === 'wrong address' && ![...signed].some((brand) => brand !== 'squid'))
    delete results.forwarded
  const proxies = way.hops.filter((hop) => isProxy(hop) && !isForward(hop))
  const tellsNobody = all.forwarded === 'unseen' || all.forwarded.includes('address')
  return {
    results,
    took: fault.takes?.held === undefined ? {} : { held: fault.takes.held },
    brands: signed,
    hops: tellsNobody ? undefined : proxies.length,
    tells: new Set((fault.tells ?? []).filter((tell) => tell === 'asks for a password')),
    isBelow: way.hops.some((hop) => isProxy(hop) && hop.subPath !== undefined),
    isThrough: 'unknown',
  }
}
