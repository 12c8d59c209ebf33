/** Takes exact numbers of bytes, and lines, from a stream of chunks of any size. It refuses to know what they mean. */

export interface ByteReader {
  /** `length` bytes, or fewer when the stream ends before. */
  take(length: number): Promise<Buffer>
  /** Up to a line feed, which is left out; undefined when there is none within `most` bytes. */
  line(most: number): Promise<string | undefined>
  /** Everything that is left, in the chunks it comes in. */
  rest(): AsyncGenerator<Uint8Array>
}

export const createByteReader = (chunks: AsyncIterable<Uint8Array>): ByteReader => {
  const source = chunks[Symbol.asyncIterator]()
  let waiting: Uint8Array[] = []
  let bytes = 0

  /** False when nothing more comes. */
  const more = async (): Promise<boolean> => {
    const next = await source.next()
    if (next.done === true) return false
    waiting.push(next.value)
    bytes += next.value.length
    return true
  }

  const gathered = (): Buffer => {
    const [only] = waiting
    const all =
      only !== undefined && waiting.length === 1
        ? Buffer.from(only.buffer, only.byteOffset, only.length)
        : Buffer.concat(waiting)
    waiting = [all]
    return all
  }

  const cut = (length: number): Buffer => {
    const all = gathered()
    waiting = [all.subarray(length)]
    bytes = Math.max(0, all.length - length)
    return all.subarray(0, length)
  }

  return {
    async take(length) {
      while (bytes < length && (await more()));
      return cut(length)
    },
    async line(most) {
      for (;;) {
        const end = gathered().indexOf(10)
        if (end !== -1 && end <= most) return cut(end + 1).toString('utf8', 0, end)
        if (bytes > most || !(await more())) return undefined
      }
    },
    async *rest() {
      do {
        yield* waiting.splice(0)
        bytes = 0
      } while (await more())
    },
  }
}
