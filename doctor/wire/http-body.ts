/**
 * The body behind a head (RFC 9112 §6): by length, by chunks, or to the end of the connection, with the time at
 * which each piece came. No more is read than the limit; a body that ends early is told as not whole, because a
 * proxy that cuts answers is one of the things looked for.
 */
import { WireFailure } from './failure.ts'
import { type Head, headerIn } from './http-head.ts'
import { LIMITS } from './limits.ts'
import type { Stream } from './stream.ts'

export interface Body {
  readonly bytes: Buffer
  /** Milliseconds since the question at which each piece came. */
  readonly pieces: readonly number[]
  /** It ended as it was announced. */
  readonly whole: boolean
  /** It was longer than is read. */
  readonly cut: boolean
}

interface Collecting {
  readonly parts: Buffer[]
  readonly pieces: number[]
  size: number
  cut: boolean
}

export async function readBody(
  stream: Stream,
  head: Head,
  options: { readonly method: string; readonly limit: number; readonly since: () => number },
): Promise<Body> {
  const into: Collecting = { parts: [], pieces: [], size: 0, cut: false }
  const take = (bytes: Buffer): boolean => {
    if (bytes.length === 0) return true
    const room = options.limit - into.size
    into.pieces.push(options.since())
    into.parts.push(bytes.subarray(0, room))
    into.size += Math.min(bytes.length, room)
    into.cut = bytes.length > room
    return !into.cut
  }
  const whole = await read(stream, head, options.method, take)
  return { bytes: Buffer.concat(into.parts), pieces: into.pieces, whole, cut: into.cut }
}

/** Takes bytes until it answers that it has enough. */
type Take = (bytes: Buffer) => boolean

async function read(stream: Stream, head: Head, method: string, take: Take): Promise<boolean> {
  if (method === 'HEAD' || head.status === 204 || head.status === 304) return true
  const coding = headerIn(head.headers, 'transfer-encoding')
  if (coding !== undefined && /(^|,)\s*chunked\s*$/i.test(coding)) return readChunks(stream, take)
  const length = headerIn(head.headers, 'content-length')
  if (coding === undefined && length !== undefined) return readLength(stream, lengthOf(length), take)
  return readToEnd(stream, take)
}

/** RFC 9110 §8.6: a list of one and the same number counts as that number. */
function lengthOf(text: string): number {
  const values = new Set(text.split(',').map((value) => value.trim()))
  const [value = ''] = values
  if (values.size !== 1 || !/^\d{1,15}$/.test(value)) {
    throw new WireFailure('body-malformed', `Content-Length is ${JSON.stringify(text.slice(0, 60))}`)
  }
  return Number(value)
}

async function readLength(stream: Stream, length: number, take: Take): Promise<boolean> {
  let left = length
  while (left > 0) {
    const piece = await next(stream)
    if (piece === undefined) return false
    const mine = piece.subarray(0, left)
    stream.unread(piece.subarray(mine.length))
    left -= mine.length
    if (!take(mine)) return true
  }
  return true
}

async function readToEnd(stream: Stream, take: Take): Promise<boolean> {
  for (;;) {
    const piece = await next(stream)
    if (piece === undefined) return true
    if (!take(piece)) return true
  }
}

async function readChunks(stream: Stream, take: Take): Promise<boolean> {
  for (;;) {
    const line = await readLine(stream)
    if (line === undefined) return false
    const size = /^([0-9a-f]{1,12})[ \t]*(;.*)?$/i.exec(line)?.[1]
    if (size === undefined) {
      throw new WireFailure('body-malformed', `a chunk begins with ${JSON.stringify(line.slice(0, 40))}`)
    }
    const length = Number.parseInt(size, 16)
    if (length === 0) return readTrailers(stream)
    let full = true
    const whole = await readLength(stream, length, (bytes) => {
      full = take(bytes)
      return full
    })
    if (!whole) return false
    if (!full) return true
    if ((await readLine(stream)) !== '') return false
  }
}

async function readTrailers(stream: Stream): Promise<boolean> {
  for (let count = 0; count <= LIMITS.headers; count += 1) {
    const line = await readLine(stream)
    if (line === undefined) return false
    if (line === '') return true
  }
  throw new WireFailure('body-malformed', `the trailers have more than ${LIMITS.headers} lines`)
}

async function readLine(stream: Stream): Promise<string | undefined> {
  let got = Buffer.alloc(0)
  for (;;) {
    const end = got.indexOf('\n')
    if (end !== -1) {
      stream.unread(got.subarray(end + 1))
      return got.subarray(0, end).toString('latin1').replace(/\r$/, '')
    }
    if (got.length > LIMITS.chunkLine) {
      throw new WireFailure(
        'body-malformed',
        `a line of the chunked coding exceeds ${LIMITS.chunkLine} bytes`,
      )
    }
    const piece = await next(stream)
    if (piece === undefined) return undefined
    got = Buffer.concat([got, piece])
  }
}

/** Once the head is there, a cut connection is the end of a body that is not whole, not the lack of an answer. */
async function next(stream: Stream): Promise<Buffer | undefined> {
  try {
    return await stream.read()
  } catch (error) {
    if (error instanceof WireFailure && error.code !== 'timed-out') return undefined
    throw error
  }
}
