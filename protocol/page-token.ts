/**
 * The token that a page of ours shows with whatever can change something, so that a proxy that loses Host does
 * not make it look like another site's. It lives for hours; `GET <base>api/page-token` gives the next one.
 */

/** In the query of the socket and the exchange, and of a form. */
export const PAGE_TOKEN_PARAMETER = 'token'
/** On API requests. In lower case, as Node names headers. */
export const PAGE_TOKEN_HEADER = 'holdfast-token'
export const PAGE_TOKEN_PATH = 'api/page-token'

/** The answer to PAGE_TOKEN_PATH. */
export interface PageToken {
  readonly token: string
  /** Milliseconds for which it is good from now on. */
  readonly lifeMs: number
}

/** The code of the problem that says: this page is not known as one of ours. */
export const FOREIGN_ORIGIN = 'foreign-origin'
