/**
 * What both ends say about links to a pad: where a request shows the secret of one, and what is answered about
 * them. A link is `<base>p/<pad id>?key=<secret>`; browsers exchange it for a cookie when it is opened.
 */

/** In the query: of a link, and of sockets and requests of programs. */
export const KEY_PARAMETER = 'key'
/** On requests of programs. In lower case, as Node names headers. */
export const KEY_HEADER = 'holdfast-key'

/** One link as the API tells it to whoever may edit. */
export interface PadLink {
  /** ISO 8601. */
  readonly madeAt: string
  /** From the root of the site; null where the asking did not show the edit link, of which all are made. */
  readonly url: string | null
}

/** The answer of `api/pads/:id/links`: null for a link that is switched off. */
export interface PadLinkList {
  readonly edit: PadLink | null
  readonly read: PadLink | null
}

/** Codes of problems that say: with this link, or without one, there is no way in. */
export const NO_WAY_IN: readonly string[] = ['link-needed', 'link-unknown']
