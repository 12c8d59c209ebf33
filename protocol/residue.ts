/**
 * What arrived of a WebSocket handshake after every hop had its way with it. Proxies that drop the upgrade still
 * pass the rest on, so these few headers are the evidence. It refuses to judge (suspects.ts does) and to keep
 * anything of a request that hops do not change: no path, no cookie, no origin.
 */

/** Headers that hops add, change or take away. */
const TOLD = [
  'connection',
  'upgrade',
  'host',
  'via',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-server',
  'x-real-ip',
  'x-varnish',
  'surrogate-capability',
] as const

export type ToldHeader = (typeof TOLD)[number]

export type Residue = {
  readonly method: string
  /** Of the last hop's request: `1.0`, `1.1`. */
  readonly httpVersion: string
  /** Sec-WebSocket-Key arrived, so somebody did send a handshake (RFC 6455 §4.1); its value is nobody's business. */
  readonly key: boolean
} & { readonly [name in ToldHeader]: string | null }

export interface ArrivedRequest {
  readonly method?: string | undefined
  readonly httpVersion: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** Enough for any honest header, and little enough to be kept and shown. */
const MAX_VALUE_LENGTH = 200

export function residueOf(request: ArrivedRequest): Residue {
  const arrived = new Map<string, string>()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : value.join(', ')
    // RFC 9110 §5.3: a header sent twice is one list.
    const before = arrived.get(name.toLowerCase())
    arrived.set(name.toLowerCase(), before === undefined ? text : `${before}, ${text}`)
  }
  const told = Object.fromEntries(
    TOLD.map((name) => [name, arrived.get(name)?.slice(0, MAX_VALUE_LENGTH) ?? null]),
  ) as { [name in ToldHeader]: string | null }
  return {
    method: (request.method ?? '').slice(0, 20),
    httpVersion: request.httpVersion,
    key: arrived.has('sec-websocket-key'),
    ...told,
  }
}

/** The same without anybody's address; how many there were stays, because it counts the hops. */
export function withoutAddresses(residue: Residue): Residue {
  return {
    ...residue,
    'x-forwarded-for':
      listed(residue['x-forwarded-for'])
        ?.map(() => 'address')
        .join(', ') ?? null,
    'x-real-ip': residue['x-real-ip'] === null ? null : 'address',
    // RFC 7239 §4: `for` and `by` name nodes.
    forwarded: residue.forwarded?.replace(/\b(for|by)\s*=\s*("[^"]*"?|[^;,]*)/gi, '$1=address') ?? null,
  }
}

/** The members of a list header (RFC 9110 §5.6.1); null when it did not arrive. */
export const listed = (value: string | null): readonly string[] | null =>
  value === null
    ? null
    : value
        .split(',')
        .map((member) => member.trim())
        .filter((member) => member !== '')
