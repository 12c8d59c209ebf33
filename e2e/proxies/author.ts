/**
 * Who wrote an answer. Headers do not tell: nginx puts its name over what others said, and Apache passes on the
 * name of whoever stands behind it. Bodies do: each proxy has its own page for errors.
 */
import type { Author } from '../../proxy-configs/probes.ts'

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

export function authorOf(answer: {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}): Author {
  const text = answer.body.subarray(0, 8192).toString('utf8')
  for (const [author, mark] of MARKS) if (mark.test(text)) return author
  const type = String(answer.headers['content-type'] ?? '')
  if (OURS.test(text) || type === 'application/octet-stream' || /javascript/.test(type)) return 'app'
  if (answer.headers.server === 'Caddy') return 'caddy'
  return 'nobody'
}
