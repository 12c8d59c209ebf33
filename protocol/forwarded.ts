/**
 * Whether a server is told of a visitor what is so: the name and port he typed, his scheme, and that it is not he
 * himself who connects. From the headers that arrived; pure. Who of the proxies is to blame is not its business.
 */
import { listed, type Residue, type ToldHeader } from './residue.ts'

export interface Typed {
  /** Name and port, as they stand in Host. */
  readonly authority: string
  readonly scheme: 'http' | 'https'
  /** Through a forward proxy of the visitor's, of which the server need not hear. */
  readonly tunnelled: boolean
}

export type NotTold = 'host' | 'forwarded host' | 'scheme' | 'address'

/** What is told wrongly, or not at all. */
export function notTold(residue: Residue, { authority, scheme, tunnelled }: Typed): readonly NotTold[] {
  const others = (name: ToldHeader, right: string) =>
    (listed(residue[name]) ?? []).some((member) => member !== right)
  // Without a word the server takes the visit for plain HTTP.
  const isSilent = scheme === 'https' && residue['x-forwarded-proto'] === null
  return [
    ...(residue.host === authority ? [] : ['host' as const]),
    ...(others('x-forwarded-host', authority) ? ['forwarded host' as const] : []),
    ...(isSilent || others('x-forwarded-proto', scheme) ? ['scheme' as const] : []),
    ...(residue['x-forwarded-for'] !== null || tunnelled ? [] : ['address' as const]),
  ]
}
