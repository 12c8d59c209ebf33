/**
 * The head of an HTTP/1 answer (RFC 9112 §2 to §5), read within bounds: status line and headers as they came, in
 * their order. What is not HTTP is refused and never guessed at.
 */
import type { Header } from './endpoint.ts'
import { WireFailure } from './failure.ts'
import { LIMITS } from './limits.ts'
import type { Stream } from './stream.ts'

export interface Head {
  /** `1.0`, `1.1`. */
  readonly version: string
  readonly status: number
  readonly reason: string
  readonly headers: readonly Header[]
}

const STATUS_LINE = /^HTTP\/(\d\.\d) (\d{3})(?: (.*))?$/
/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** A head that is no interim one, and what came after it. */
export async function readHead(stream: Stream): Promise<{ readonly head: Head; readonly rest: Buffer }> {
  for (let count = 0; count <= LIMITS.interim; count += 1) {
    const { head, rest } = await readOne(stream)
    if (head.status >= 200 || head.status === 101) return { head, rest }
    stream.unread(rest)
  }
  throw new WireFailure('not-http', `more than ${LIMITS.interim} interim answers came before the real one`)
}

async function readOne(stream: Stream): Promise<{ readonly head: Head; readonly rest: Buffer }> {
  let got = Buffer.alloc(0)
  for (;;) {
    const end = endOf(got)
    if (end !== undefined) {
      return { head: parse(got.subarray(0, end.at).toString('latin1')), rest: got.subarray(end.after) }
    }
    refuseOther(got)
    if (got.length > LIMITS.head) {
      throw new WireFailure('head-too-large', `${LIMITS.head / 1024} KiB came and the headers go on`)
    }
    const piece = await stream.read()
    if (piece === undefined) {
      throw new WireFailure('ended', got.length === 0 ? 'nothing came' : `only ${got.length} bytes came`)
    }
    got = Buffer.concat([got, piece])
  }
}

/** Whatever does not begin like HTTP is told at once, instead of waiting for an end that never comes. */
function refuseOther(got: Buffer): void {
  const begun = got.subarray(0, 5).toString('latin1')
  if (!'HTTP/'.startsWith(begun)) {
    throw new WireFailure(
      'not-http',
      `it begins with ${JSON.stringify(got.subarray(0, 40).toString('latin1'))}`,
    )
  }
}

function endOf(got: Buffer): { readonly at: number; readonly after: number } | undefined {
  const strict = got.indexOf('\r\n\r\n')
  // RFC 9112 §2.2: a bare line feed may be taken for a line's end.
  const loose = got.indexOf('\n\n')
  if (strict === -1 && loose === -1) return undefined
  if (strict === -1 || (loose !== -1 && loose < strict)) return { at: loose, after: loose + 2 }
  return { at: strict, after: strict + 4 }
}

function parse(text: string): Head {
  const [first = '', ...lines] = text.split(/\r?\n/)
  const status = STATUS_LINE.exec(first)
  if (status === null) {
    throw new WireFailure('not-http', `the status line is ${JSON.stringify(first.slice(0, 80))}`)
  }
  if (lines.length > LIMITS.headers) {
    throw new WireFailure('head-too-large', `it has ${lines.length} headers, more than ${LIMITS.headers}`)
  }
  const [, version = '', code = '', reason = ''] = status
  return { version, status: Number(code), reason: reason.trim(), headers: lines.map(headerOf) }
}

function headerOf(line: string): Header {
  const colon = line.indexOf(':')
  const name = line.slice(0, colon)
  if (colon < 1 || !TOKEN.test(name)) {
    throw new WireFailure('not-http', `a header is ${JSON.stringify(line.slice(0, 80))}`)
  }
  return [name, line.slice(colon + 1).trim()]
}

/** All values of a header as one list (RFC 9110 §5.3); undefined when it did not come. */
export function headerIn(headers: readonly Header[], name: string): string | undefined {
  const values = headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []))
  return values.length === 0 ? undefined : values.join(', ')
}
