/**
 * How much of a server's answer the doctor takes. Whoever is on the other side may be broken or hostile; each
 * number is far above what an honest server sends and small enough that many at once harm nobody.
 */
export const LIMITS = {
  /** Bytes of a status line with its headers; proxies themselves stop at 8 to 64 KiB. */
  head: 64 * 1024,
  /** Lines of a head. */
  headers: 256,
  /** Answers with 1xx before the real one (RFC 9110 §15.2). */
  interim: 8,
  /** Bytes of a body that are read; what is longer is cut and said to be. */
  body: 4 * 1024 * 1024,
  /** Bytes of one line of the chunked coding. */
  chunkLine: 1024,
  /** Bytes of one WebSocket message. */
  message: 16 * 1024 * 1024,
  /** Messages kept until somebody asks for them. */
  messages: 4096,
  /** Redirects followed for a page. */
  redirects: 5,
  /** Bytes that wait to be read before the other side is held back. */
  waiting: 256 * 1024,
} as const

/** Milliseconds from the first packet to the last byte of an answer, unless the question says otherwise. */
export const PATIENCE_MS = 10_000
