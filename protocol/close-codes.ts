/**
 * Every WebSocket close code that Holdfast sends or understands, and whether a client comes back after it.
 * The Yjs world treats 4400–4499 as permanent and 4500–4599 as temporary (y-websocket 3.1); RFC 6455 §7.4.1
 * and the IANA registry name the others. The table in docs/protocol.md is checked against this one.
 */

export interface CloseCode {
  readonly code: number
  readonly name: string
  readonly retry: boolean
  /** What it means, for a log line and for the docs. */
  readonly meaning: string
}

export const CLOSE_CODES = {
  normal: { code: 1000, name: 'normal', retry: false, meaning: 'The work is done.' },
  goingAway: {
    code: 1001,
    name: 'going-away',
    retry: true,
    meaning: 'The page was left or the server goes down.',
  },
  protocolError: {
    code: 1002,
    name: 'protocol-error',
    retry: true,
    meaning: 'A WebSocket frame was malformed.',
  },
  unsupportedData: {
    code: 1003,
    name: 'unsupported-data',
    retry: false,
    meaning: 'Text arrived; frames are binary.',
  },
  tooBig: { code: 1009, name: 'too-big', retry: false, meaning: 'A message exceeds the frame limit.' },
  serverError: {
    code: 1011,
    name: 'server-error',
    retry: true,
    meaning: 'The server met an unexpected condition.',
  },
  restart: { code: 1012, name: 'restart', retry: true, meaning: 'The server restarts.' },
  tryAgainLater: {
    code: 1013,
    name: 'try-again-later',
    retry: true,
    meaning: 'A limit is reached, or the server or this reader is too slow now.',
  },
  badFrame: {
    code: 4400,
    name: 'bad-frame',
    retry: false,
    meaning: 'A frame or an update could not be understood.',
  },
  linkRevoked: {
    code: 4401,
    name: 'link-revoked',
    retry: false,
    meaning: 'The link this client came with was replaced or switched off.',
  },
  foreignOrigin: {
    code: 4403,
    name: 'foreign-origin',
    retry: false,
    meaning: 'The server takes the page for one of another site.',
  },
  generationMismatch: {
    code: 4409,
    name: 'generation-mismatch',
    retry: false,
    meaning: 'The client holds another generation of this pad; merging would duplicate text.',
  },
  deleted: { code: 4410, name: 'deleted', retry: false, meaning: 'The pad was deleted.' },
  damaged: {
    code: 4423,
    name: 'damaged',
    retry: false,
    meaning: 'The stored pad is damaged and in quarantine: reading only.',
  },
} as const satisfies Record<string, CloseCode>

export type CloseReason = keyof typeof CLOSE_CODES

/** Whether a client should come back: by table, else by the ranges above. 1005 and 1006 mean the line was cut. */
export function mayRetry(code: number): boolean {
  const known = Object.values(CLOSE_CODES).find((entry) => entry.code === code)
  if (known) return known.retry
  return !(code >= 4400 && code <= 4499)
}

const HINT = /^retry-after=(\d{1,6}); /

/** A close reason that asks the client to stay away for so many milliseconds, so that not all come back at once. */
export const withRetryAfter = (milliseconds: number, reason: string): string =>
  `retry-after=${Math.round(milliseconds)}; ${reason}`

/** What such a reason asks for; undefined for every other reason. */
export function readRetryAfter(reason: string): number | undefined {
  const found = HINT.exec(reason)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** Such a reason without what it asks for. */
export const withoutRetryAfter = (reason: string): string => reason.replace(HINT, '')
