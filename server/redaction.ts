/**
 * Takes secrets out of what is about to be logged: the administrator's token, whatever follows `Bearer` or `Basic`,
 * cookies, and parameters of addresses that open something. The last guard behind parts that log none of it. Pure.
 */
import type { LogFields } from './log.ts'

export const REDACTED = '[redacted]'

/** Names of fields whose whole value is a secret. */
const SECRET_FIELDS = /^(authorization|cookie|set-cookie|token|secret|password)$/i
const SECRETS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // RFC 9110 §11.4: scheme and credentials.
  [/\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]+/gi, `$1 ${REDACTED}`],
  // Parameters of an address, by the end of their name.
  [/([?&][\w-]*(?:token|secret|password|key|access|cursor|nonce)=)[^&\s"'<>]+/gi, `$1${REDACTED}`],
]

/** `known` are texts that must never be seen, such as a token from the options. */
export function createRedaction(known: readonly string[]): (fields: LogFields) => LogFields {
  const clean = (text: string): string => {
    const without = known.reduce((all, secret) => all.replaceAll(secret, REDACTED), text)
    return SECRETS.reduce((all, [pattern, instead]) => all.replace(pattern, instead), without)
  }
  const value = (name: string, field: LogFields[string]) => {
    if (field !== undefined && SECRET_FIELDS.test(name)) return REDACTED
    return typeof field === 'string' ? clean(field) : field
  }
  return (fields) =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, value(name, field)]))
}
