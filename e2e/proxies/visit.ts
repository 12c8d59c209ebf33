/** One look at one deployment: where it is, which pad is used, and names nobody used before. */
import type { Stand } from './start-way.ts'

export interface Visit {
  readonly url: string
  readonly port: number
  readonly direct: string | undefined
  readonly pad: string
  nonce(): string
}

let count = 0

export function createVisit(stand: Pick<Stand, 'url' | 'port' | 'direct'>): Visit {
  const nonce = () => {
    count += 1
    return `look-${process.pid}-${Date.now().toString(36)}-${count}`
  }
  const { url, port, direct } = stand
  return { url, port, direct, pad: nonce(), nonce }
}
