/**
 * Who wrote an answer. Headers do not tell: nginx puts its name over what others said, and Apache passes on the
 * name of whoever stands behind it. Bodies do: each proxy has its own page for errors.
 */
import type { Author } from './probes.ts'

const MARKS: readonly (readonly [Author, RegExp])[] = [
  ['nginx', /<hr><center>nginx/],
  ['squid', /<meta type="copyright"/],
  ['apache', /<!DOCTYPE HTML PUBLIC "-\/\/(IETF|W3C)\/\/DTD HTML/],
  ['haproxy', /^<html><body><h1>\d{3}/],
  ['varnish', /Guru Meditation/],
  ['stub', /^stub$/],
]

/** Our own pages and answers, whatever a proxy does to headers. */
const OURS = /<body data-page="|"type":\s*"about:blank"|"code":\s*"[a-z-]+"|"status":"OK"|^\{"pads":|^\{"id":/

/** As much of a body as is looked at. */
export const AUTHOR_BYTES = 8192

export function authorOf(answer: {
  /** The first so many bytes of the body. */
  readonly text: string
  readonly contentType: string | undefined
  readonly server: string | undefined
}): Author {
  for (const [author, mark] of MARKS) if (mark.test(answer.text)) return author
  const type = answer.contentType ?? ''
  if (OURS.test(answer.text) || type === 'application/octet-stream' || /javascript/.test(type)) return 'app'
  if (answer.server === 'Caddy') return 'caddy'
  return 'nobody'
}
