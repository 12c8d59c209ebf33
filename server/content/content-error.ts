/** Content that cannot become a pad, or not now, said so that the person who sent it can mend it. The code is stable. */
export type ContentErrorCode = 'markdown-too-deep' | 'markdown-too-costly' | 'busy'

export class ContentError extends Error {
  readonly code: ContentErrorCode
  constructor(code: ContentErrorCode, message: string) {
    super(message)
    this.name = 'ContentError'
    this.code = code
  }
}
