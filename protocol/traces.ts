/**
 * Traces of proxies in what arrived of a handshake, for whoever diagnoses from outside: the word the catalogue has for
 * it, how many hops tell whom they forward for, and who signed on the way in. Pure; a trace accuses nobody.
 */
import { listed, type Residue } from './residue.ts'
import type { Judgement } from './suspects.ts'

/** What a server told of a handshake that came to it. */
export interface ToldHandshake extends Pick<Judgement, 'suspects'> {
  readonly arrived: Residue
}

/** `intact`, or cause and hop of whoever is suspected most. */
export const residueWord = ({ suspects: [first] }: ToldHandshake): 'intact' | `${string} ${string}` =>
  first === undefined ? 'intact' : `${first.cause} ${first.hop}`

/** How many hops say whom they forward for; undefined when none does. */
export function hopsIn({ arrived }: ToldHandshake): number | undefined {
  const value = arrived['x-forwarded-for']
  const count = typeof value === 'string' ? (listed(value)?.length ?? 0) : 0
  return count === 0 ? undefined : count
}

/** Proxies that signed the request on its way in. */
export function signedOnTheWay({ arrived }: ToldHandshake): readonly ('apache' | 'squid' | 'varnish')[] {
  const via = String(arrived.via ?? '').toLowerCase()
  return [
    ...(arrived['x-forwarded-server'] === null ? [] : (['apache'] as const)),
    ...(via.includes('squid') ? (['squid'] as const) : []),
    ...(via.includes('varnish') || arrived['x-varnish'] !== null ? (['varnish'] as const) : []),
  ]
}
