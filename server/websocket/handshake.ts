/**
 * What a WebSocket handshake asks for, read from the request alone: pure, so that every refusal can be tested
 * without a socket. The path is `<base>collab/<pad id>`, decoded once.
 */
import { isPadId, readPageKey } from '../../protocol/pad-id.ts'
import { ACCESS_CODES, DENIALS, type Denied, retryAfterOf } from '../admission/denials.ts'
import type { HandshakeOutcome } from '../metrics/tally.ts'

export interface CollabRequest {
  readonly padId: string
  /** The client understands the extension frames. */
  readonly extended: boolean
  /** Generation of the copy it holds. */
  readonly generation: string | undefined
  /** What this page calls itself on all its connections, when it does. */
  readonly page: string | undefined
}

export interface Refusal {
  readonly status: keyof typeof TITLES
  readonly code: string
  readonly detail: string
  /** More members of the problem. */
  readonly extras?: object
  /** Seconds after which it may be tried again. */
  readonly retryAfter?: string | undefined
}

export function readHandshake(
  method: string | undefined,
  target: string | undefined,
  upgrade: string | undefined,
  base: string,
): CollabRequest | Refusal {
  if (upgrade?.toLowerCase() !== 'websocket') {
    return refusal(
      426,
      'upgrade-unknown',
      `the only upgrade spoken here is websocket, not ${JSON.stringify(upgrade ?? '')}`,
    )
  }
  if (method !== 'GET')
    return refusal(400, 'handshake-method', `a WebSocket handshake is a GET, not ${method}`)
  // Only path and query matter; the host in this URL stands for none.
  const url = URL.parse(target ?? '', 'http://host.invalid')
  // A proxy may pass the prefix on or cut it off; both arrive here.
  const prefix = [`${base}collab/`, '/collab/'].find((known) => url?.pathname.startsWith(known))
  if (!url || prefix === undefined) {
    return refusal(404, 'path-unknown', `WebSocket is spoken at ${base}collab/<pad id>`)
  }
  const padId = decode(url.pathname.slice(prefix.length))
  if (padId === undefined || !isPadId(padId)) {
    return refusal(400, 'pad-id-invalid', 'a pad id is 1 to 128 characters of A-Z a-z 0-9 _ -')
  }
  return {
    padId,
    extended: url.searchParams.get('holdfast') === '1',
    generation: url.searchParams.get('generation') ?? undefined,
    page: readPageKey(url.searchParams.get('page')),
  }
}

const refusal = (status: Refusal['status'], code: string, detail: string): Refusal => ({
  status,
  code,
  detail,
})

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** A whole HTTP/1.1 answer to a handshake that is refused before the upgrade, problem details (RFC 9457) inside. */
export function refusalResponse({ status, code, detail, extras, retryAfter }: Refusal): string {
  const body = JSON.stringify({ type: 'about:blank', title: TITLES[status], status, code, detail, ...extras })
  return [
    `HTTP/1.1 ${status} ${TITLES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...(status === 426 ? ['Upgrade: websocket'] : []),
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const

/** Those of admission are limits, but for the one that says whose page it is. */
export function outcomeOf({ code }: Refusal): HandshakeOutcome {
  if (code === 'stopping') return 'stopping'
  if (code === 'foreign-origin') return 'foreign'
  if (ACCESS_CODES.includes(code)) return 'no-link'
  return code in DENIALS ? 'limited' : 'malformed'
}

export const asRefusal = (denied: Denied): Refusal => ({
  status: DENIALS[denied.code][0],
  code: denied.code,
  detail: denied.message,
  extras: denied.extras,
  retryAfter: retryAfterOf(denied),
})
