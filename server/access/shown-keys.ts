/**
 * Which secrets of links a request shows, and how a browser is told to keep one: in a cookie that no script reads
 * and that is sent to the three addresses of its pad alone, so that whoever was given many pads does not send all
 * their keys with each request. Refuses to know whether a secret is good.
 */
import { KEY_HEADER, KEY_PARAMETER } from '../../protocol/access.ts'
import type { Requesting } from './access.ts'
import { isSecret } from './link-secrets.ts'

const COOKIE = 'holdfast-key'
/** Browsers cut longer ones to this (RFC 6265bis §5.5). */
const KEEP_SECONDS = 400 * 24 * 60 * 60

/** Texts in the form of a secret: from the query, the header and the cookie. */
export function shownKeys({ url, headers }: Requesting): readonly string[] {
  // Only the query matters; the host in this URL stands for none.
  const parameters = URL.parse(url ?? '', 'http://host.invalid')?.searchParams.getAll(KEY_PARAMETER) ?? []
  return [...parameters, ...[headers[KEY_HEADER] ?? []].flat(), ...cookies(headers.cookie)]
}

const cookies = (header: string | readonly string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${COOKIE}=`))
    .map((pair) => pair.slice(COOKIE.length + 1))
    .filter(isSecret)

/** Values of Set-Cookie. `secure` where the page came over TLS. */
export const keepKey = (base: string, padId: string, secret: string, secure: boolean): string[] =>
  ['p', 'api/pads', 'collab'].map((place) =>
    [
      `${COOKIE}=${secret}`,
      `Path=${base}${place}/${padId}`,
      `Max-Age=${KEEP_SECONDS}`,
      'HttpOnly',
      // Sent when a link is followed from a letter or another site, and with nothing those do by themselves.
      'SameSite=Lax',
      ...(secure ? ['Secure'] : []),
    ].join('; '),
  )
