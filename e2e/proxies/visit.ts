/** One look at one deployment: where it is, which pad is used, and names nobody used before. */
import type { Stand } from './start-way.ts'

export interface Visit {
  readonly url: string
  readonly port: number
  /** The port of a forward proxy on the loopback, when the visitor's browser is told to use one. */
  readonly through: number | undefined
  readonly direct: string | undefined
  readonly pad: string
  nonce(): string
  /** Told when a socket is open and begins to be silent. */
  silent(): void
}

let count = 0

export function createVisit(
  stand: Pick<Stand, 'url' | 'port' | 'through' | 'direct'>,
  silent = () => {},
): Visit {
  const nonce = () => {
    count += 1
    return `look-${process.pid}-${Date.now().toString(36)}-${count}`
  }
  const { url, port, through, direct } = stand
  return { url, port, through, direct, pad: nonce(), nonce, silent }
}
