/**
 * IP addresses and networks, as texts from configuration and headers: which addresses a list of networks holds,
 * and under which name limits know an address. Parsing is ipaddr.js's; refuses to know requests.
 */
import ipaddr from 'ipaddr.js'
import type { AddressRange } from '../../protocol/witness.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** One entry of a list: `10.0.0.0/8`, `::1/128`. */
export type Network = readonly [Address, number]

/** A list of networks and single addresses, separated by commas; undefined when one of them is none. */
export function readNetworks(list: string): readonly Network[] | undefined {
  const networks: Network[] = []
  for (const entry of list.split(',').map((text) => text.trim())) {
    if (entry === '') continue
    const network = readNetwork(entry)
    if (network === undefined) return undefined
    networks.push(network)
  }
  return networks
}

function readNetwork(text: string): Network | undefined {
  // ipaddr.js also reads `10.1` and `0x7f.1`, as C does: in a list of whom to trust that is a slip of the pen.
  const [host = '', bits] = text.split('/')
  const address = readAddress(host)
  if (address === undefined) return undefined
  const most = address.kind() === 'ipv4' ? 32 : 128
  if (bits === undefined) return [address, most]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? [address, Number(bits)] : undefined
}

/** An address as a socket or a header gives it, with or without a port; undefined for everything else. */
export function readAddress(text: string): Address | undefined {
  // `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some balancers write into X-Forwarded-For.
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  if (!ipaddr.IPv6.isValid(bare) && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return undefined
  // IPv4 inside IPv6 (RFC 4291 §2.5.5.2), as a socket that listens on `::` reports it, becomes IPv4.
  return ipaddr.process(bare)
}

export const holds = (networks: readonly Network[], address: Address): boolean =>
  networks.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits))

const NOT_PUBLIC: { readonly [range: string]: AddressRange } = {
  loopback: 'loopback',
  private: 'private',
  linkLocal: 'private',
  uniqueLocal: 'private',
  carrierGradeNat: 'private',
  reserved: 'reserved',
}

export const rangeOf = (address: Address): AddressRange => NOT_PUBLIC[address.range()] ?? 'public'

/** Not reachable from the Internet: whoever comes from there with X-Forwarded-For is most likely a proxy. */
export const isPrivate = (address: Address): boolean => ['loopback', 'private'].includes(rangeOf(address))

/** IPv4 as it is; of IPv6 the first 64 bits, because a single customer has that many addresses (RFC 6177). */
export function nameOf(address: Address): string {
  if (address instanceof ipaddr.IPv4) return address.toString()
  const network = new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0])
  return `${network.toRFC5952String()}/64`
}
