/**
 * Who asks, by address: from the socket through the trusted proxies, right to left, to the first address that
 * nobody trusted vouches for. The same for every request, whatever it becomes. Refuses to know limits.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { AddressRange, TakenFor } from '../../protocol/witness.ts'
import { holds, isPrivate, type Network, nameOf, rangeOf, readAddress } from './networks.ts'

export interface Visitor {
  /** The address under which limits know it. */
  readonly name: string
  /** So many times what one address may: more than one when many people stand behind it. */
  readonly times: number
  /** The request came through a trusted proxy, so its X-Forwarded- headers say the truth. */
  readonly vouched: boolean
  /** Address of a proxy nobody listed, which hides all its people behind itself. */
  readonly unlisted: string | undefined
  /** Where its address lies. */
  readonly range: AddressRange
  /** It is itself in the list of trusted proxies. */
  readonly isTrusted: boolean
}

/** As much of a request as is looked at. */
export type Arriving = Pick<IncomingMessage, 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** So many people one address may stand for when it is known or likely that it is a proxy's. */
export const CROWD = 50

export function visitorOf({ headers, socket }: Arriving, trusted: readonly Network[]): Visitor {
  const remote = readAddress(socket.remoteAddress ?? '')
  // A socket without an address is gone already, or is none of TCP's: nothing is said on its behalf.
  if (remote === undefined) return UNKNOWN
  const told = forwardedFor(headers)
  const vouched = holds(trusted, remote)
  if (!vouched) {
    const unlisted = told.length > 0 && isPrivate(remote) ? remote.toString() : undefined
    const times = unlisted === undefined ? 1 : CROWD
    return { name: nameOf(remote), times, vouched, unlisted, range: rangeOf(remote), isTrusted: false }
  }
  let client = remote
  for (const text of told.reverse()) {
    const next = readAddress(text)
    // `unknown` and `_hidden` (RFC 7239 §6) end the trail at the proxy that wrote them.
    if (next === undefined) break
    client = next
    if (!holds(trusted, client)) break
  }
  // Nobody beyond the proxies is named: they may hide everybody.
  const isTrusted = holds(trusted, client)
  const times = isTrusted ? CROWD : 1
  return { name: nameOf(client), times, vouched, unlisted: undefined, range: rangeOf(client), isTrusted }
}

const UNKNOWN: Visitor = {
  name: 'unknown',
  times: 1,
  vouched: false,
  unlisted: undefined,
  range: 'unknown',
  isTrusted: false,
}

/** As much of it as a visitor may know of himself. */
export const takenFor = ({ range, isTrusted, unlisted }: Visitor): TakenFor => ({
  range,
  isTrusted,
  isUnlistedProxy: unlisted !== undefined,
})

const forwardedFor = (headers: IncomingHttpHeaders): string[] => listOf(headers['x-forwarded-for'])

/** The members of a header that is a list; several lines of one header are one list (RFC 9110 §5.3). */
export const listOf = (header: string | readonly string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((member) => member.trim())
    .filter((member) => member !== '')
