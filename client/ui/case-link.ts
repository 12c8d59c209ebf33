/**
 * The case that a pad hands to the check of its connection, in the fragment of the address, which no server ever sees:
 * by what the pad lives, how its last attempts went, and what the server saw of a handshake. Nothing in it tells which
 * pad it is, and no text that somebody else wrote is carried on.
 */

import type { PadStatus } from '../session/status.ts'
import { isRecord, readJson, writeJson } from './fragment.ts'

/** Of the address of the check. */
export const CASE_PARAMETER = 'case'
const ATTEMPTS = 5

export interface Case {
  /** Milliseconds since 1970, by the clock of this device. */
  readonly at: number
  readonly transport: 'websocket' | 'exchange' | 'none'
  readonly attempts: readonly {
    readonly on: 'websocket' | 'exchange'
    readonly opened: boolean
    readonly healthy: boolean
    /** The close code; undefined while it lasts. */
    readonly code?: number
  }[]
}

export function caseOf({ transport, connection }: PadStatus, at: number): Case {
  return {
    at,
    transport: transport ?? 'none',
    attempts: connection.history.slice(-ATTEMPTS).map(({ on, opened, healthy, ended }) => ({
      on,
      opened,
      healthy,
      ...(ended && { code: ended.code }),
    })),
  }
}

export const caseFragment = (told: Case): string => `#${CASE_PARAMETER}=${writeJson(told)}`

/** undefined for whatever is not a case: anybody can write an address. */
export function readCase(fragment: string): Case | undefined {
  const value = readJson(new URLSearchParams(fragment.replace(/^#/, '')).get(CASE_PARAMETER))
  if (!isRecord(value)) return undefined
  const { at, transport, attempts } = value
  const isTransport = transport === 'websocket' || transport === 'exchange' || transport === 'none'
  if (typeof at !== 'number' || !isTransport || !Array.isArray(attempts)) return undefined
  return { at, transport, attempts: attempts.slice(-ATTEMPTS).flatMap(readAttempt) }
}

function readAttempt(value: unknown): Case['attempts'] {
  if (!isRecord(value)) return []
  const { on, opened, healthy, code } = value
  if (on !== 'websocket' && on !== 'exchange') return []
  const isCode = typeof code === 'number' && Number.isInteger(code)
  return [{ on, opened: opened === true, healthy: healthy === true, ...(isCode && { code }) }]
}
