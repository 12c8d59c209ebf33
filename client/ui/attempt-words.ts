/** One attempt to reach the server in words: when, by what, and how it went. Pure. */
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import type { Words } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'

type Attempt = PadStatus['connection']['history'][number]

/** What a browser says may name the address, and that names the pad. */
const ADDRESS = /\b(?:wss?|https?):\/\/\S+/g

export const transportName = (on: Attempt['on'], { connection: say }: Words): string => say[on]

export function attemptOutcome({ opened, healthy, ended }: Attempt, { connection: say }: Words): string {
  if (ended === undefined) {
    if (healthy) return say.attempt.healthy
    return opened ? say.attempt.open : say.attempt.opening
  }
  if (ended.code === CLOSE_CODES.normal.code) return say.attempt.notNeeded
  const how = endingWords(ended, say)
  if (healthy) return say.attempt.ended(how)
  return opened ? say.attempt.openedThenEnded(how) : say.attempt.neverOpened(how)
}

function endingWords({ code, reason }: NonNullable<Attempt['ended']>, say: Words['connection']): string {
  // 1005 and 1006 are never sent: they are the browser's word for an end without one (RFC 6455 §7.4.1).
  const known = Object.values(CLOSE_CODES)
    .find((entry) => entry.code === code)
    ?.meaning.replace(/\.$/, '')
  const fallback = known ?? (code === 1005 || code === 1006 ? say.closeCut : say.closeUnknown)
  const told = reason.replace(ADDRESS, '…').trim()
  return say.close(code, told === '' ? fallback : told)
}

/** `17:04:09`, by this device's clock. */
export const clockTime = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
