/**
 * Whether a request comes from the administrator: the token of HOLDFAST_ADMIN_TOKEN, shown as
 * `Authorization: Bearer <token>` (RFC 6750 §2.1). Pure; refuses to know what an administrator may do, and
 * without a token configured nobody is one.
 */
import { createHash, timingSafeEqual } from 'node:crypto'

/** As much of a request as is looked at. */
export interface Bearing {
  readonly headers: { readonly authorization?: string | undefined }
}

/** RFC 9110 §11.1: the scheme is read in any letter case; the token is one word. */
const BEARER = /^bearer +(\S+) *$/i

export function createAdministratorCheck(token: string | undefined): (request: Bearing) => boolean {
  if (token === undefined) return () => false
  const expected = digest(token)
  return ({ headers }) => {
    const shown = BEARER.exec(headers.authorization ?? '')?.[1]
    // Digests are of one length, so how long the comparison takes tells nothing of the token.
    return shown !== undefined && timingSafeEqual(digest(shown), expected)
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
