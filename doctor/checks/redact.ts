/**
 * What must not stand in a report that people paste into an issue: credentials in addresses, cookies, tokens. The
 * name of what was left out stays, because that something was sent may matter.
 */

const GONE = '[redacted]'

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
])
/** Names of parameters whose values let somebody in. */
const SECRET_NAME = /(token|secret|passw|session|sid|auth|api[-_]?key|apikey|signature|jwt|code)/i

export const isSecretHeader = (name: string): boolean =>
  SECRET_HEADERS.has(name.toLowerCase()) || SECRET_NAME.test(name.replace(/^sec-websocket-.*/i, ''))

export const redactHeaders = (
  headers: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] =>
  headers.map(([name, value]) => [name, isSecretHeader(name) && !isHarmless(name) ? GONE : redactText(value)])

/** `WWW-Authenticate` says what is asked for, and gives nothing away. */
const isHarmless = (name: string): boolean => name.toLowerCase() === 'www-authenticate'

const USER_INFO = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]+@/gi
const PARAMETER = /([?&;]|\b)([A-Za-z0-9_.[\]-]+)=([^&\s"'<>;,]+)/g
const JSON_MEMBER = /"([A-Za-z0-9_-]+)"\s*:\s*"([^"]*)"/g
/** Three parts in base64url, the first of which is JSON. */
const JWT = /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g

export const redactText = (text: string): string =>
  text
    .replace(USER_INFO, `$1${GONE}@`)
    .replace(JWT, GONE)
    .replace(PARAMETER, (all, before: string, name: string) =>
      SECRET_NAME.test(name) ? `${before}${name}=${GONE}` : all,
    )
    .replace(JSON_MEMBER, (all, name: string) =>
      SECRET_NAME.test(name) && name !== 'code' ? `"${name}":"${GONE}"` : all,
    )
