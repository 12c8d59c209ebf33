/**
 * Every way in which the wire gives no answer, by a code that stays. What a failure means for a deployment is
 * decided elsewhere; here it is only told apart.
 */

const FAILURES = {
  'name-unknown': 'the name has no address',
  refused: 'nothing listens there',
  unreachable: 'no way leads there',
  reset: 'the connection was cut',
  ended: 'the connection ended before the answer did',
  'timed-out': 'no answer came in time',
  'tls-failed': 'TLS did not come about',
  'tunnel-refused': 'the forward proxy refused the tunnel',
  'not-http': 'what came is not HTTP',
  'head-too-large': 'the head of the answer has no end',
  'body-malformed': 'the body is not as its headers announce it',
  'frame-malformed': 'what came after 101 is not WebSocket',
  'message-too-large': 'a message is larger than the doctor reads',
} as const satisfies Record<string, string>

export type FailureCode = keyof typeof FAILURES

export class WireFailure extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, detail: string) {
    super(detail === '' ? FAILURES[code] : `${FAILURES[code]}: ${detail}`)
    this.name = 'WireFailure'
    this.code = code
  }
}

/** Codes of Node's socket errors; every other one is a cut connection. */
const SYSTEM: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  ETIMEDOUT: 'timed-out',
}

/** OpenSSL names its errors in more ways than one. */
const TLS = /^(ERR_SSL|ERR_TLS|EPROTO)|SSL routines/

export function wireFailure(error: unknown): WireFailure {
  if (error instanceof WireFailure) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (TLS.test(code) || TLS.test(message)) return new WireFailure('tls-failed', firstLine(message))
  return new WireFailure(SYSTEM[code] ?? 'reset', firstLine(message))
}

/** OpenSSL's texts have its source files in them, and sometimes several lines. */
const firstLine = (message: string): string => (message.split('\n')[0] ?? '').trim().slice(0, 200)
