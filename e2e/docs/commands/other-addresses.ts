/**
 * Loaded into `holdfast` when a page's commands are run (NODE_OPTIONS=--import): names and ports lead to where the
 * stage has them, so that the very words of the page can be typed. curl is told the same by its own file.
 * HOLDFAST_PAGE_ADDRESSES holds the table as JSON.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module'
import type { NetConnectOpts, Socket } from 'node:net'

const load = createRequire(import.meta.url)
const addresses = new Map<string, string>(
  Object.entries(JSON.parse(process.env.HOLDFAST_PAGE_ADDRESSES ?? '{}') as Record<string, string>),
)
const names = new Map(
  [...addresses.keys()].map((address) => [address.slice(0, address.lastIndexOf(':')), '']),
)

/** What names mean on the stage, in an address that nobody has (RFC 5737), so that the port can be told apart. */
const meaning = (name: string): string => (/^[\d.]+$/.test(name) ? name : '192.0.2.1')

interface Lookups {
  lookup(name: string, ...rest: unknown[]): Promise<unknown>
}
const dns = load('node:dns/promises') as Lookups
const lookup = dns.lookup.bind(dns)
dns.lookup = async (name, ...rest) =>
  names.has(name) ? [{ address: meaning(name), family: 4 }] : lookup(name, ...rest)

interface Connections {
  connect(options: NetConnectOpts): Socket
}
const net = load('node:net') as Connections
const connect = net.connect.bind(net)
net.connect = (options) =>
  connect('port' in options ? { ...options, ...there(options.host, options.port) } : options)

function there(host: string | undefined, port: number | undefined) {
  const name = [...names.keys()].find((known) => meaning(known) === host)
  const found = name === undefined ? undefined : addresses.get(`${name}:${port}`)
  if (found === undefined) return {}
  const colon = found.lastIndexOf(':')
  return { host: found.slice(0, colon), port: Number(found.slice(colon + 1)) }
}

syncBuiltinESMExports()
