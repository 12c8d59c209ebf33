/** Who wrote an answer, asked of an answer as Node reads it. The marks are the catalogue's. */
import { AUTHOR_BYTES, authorOf as authorOfText } from '../../proxy-configs/author.ts'
import type { Author } from '../../proxy-configs/probes.ts'

export const authorOf = (answer: {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}): Author =>
  authorOfText({
    text: answer.body.subarray(0, AUTHOR_BYTES).toString('utf8'),
    contentType: first(answer.headers['content-type']),
    server: first(answer.headers.server),
  })

const first = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0]
