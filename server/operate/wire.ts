/**
 * What is said over the operator's socket before an answer begins: one line each way. The version stands first, so
 * that a command and a server of different releases part with a sentence instead of a misunderstanding. It refuses
 * to know sockets and answers.
 *
 * Asked: `{"holdfast":1,"ask":"backup"}`. Answered: `{"holdfast":1,"server":"0.1.0"}` and the answer's bytes, or
 * the same line with `error`, and nothing behind it.
 */
import { ASKS, type Ask } from './answers.ts'

const WIRE_VERSION = 1
/** Of one such line. */
export const MAX_LINE_BYTES = 4096

export interface Greeting {
  readonly server: string
  readonly error?: string
}

export const askLine = (ask: Ask): string => `${JSON.stringify({ holdfast: WIRE_VERSION, ask })}\n`

export const greetingLine = (greeting: Greeting): string =>
  `${JSON.stringify({ holdfast: WIRE_VERSION, ...greeting })}\n`

const facts = (line: string | undefined): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(line ?? '')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** What is asked for, or the sentence with which it is refused. */
export const readAsk = (line: string | undefined): { readonly ask: Ask } | { readonly refused: string } => {
  const { holdfast, ask } = facts(line)
  if (typeof holdfast !== 'number')
    return { refused: 'This socket is for the holdfast command; what came is not understood.' }
  if (holdfast !== WIRE_VERSION)
    return {
      refused: `The command speaks version ${holdfast} and this server version ${WIRE_VERSION}: use the holdfast command of the server's release.`,
    }
  const known = ASKS.find((each) => each === ask)
  return known === undefined
    ? { refused: `This server can be asked for ${ASKS.join(', ')}; use the holdfast command of its release.` }
    : { ask: known }
}

/** The server's greeting, or undefined when it is none. */
export const readGreeting = (line: string | undefined): Greeting | undefined => {
  const { holdfast, server, error } = facts(line)
  if (typeof holdfast !== 'number' || typeof server !== 'string') return undefined
  return { server, ...(typeof error === 'string' && { error }) }
}
