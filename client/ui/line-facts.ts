/**
 * The line: which hops stand between a person and the server, and which stretch is proven, not known, or cut.
 * Pure. A proxy is drawn only when something proves that it is there, and named only when the trace names it.
 */
import type { Words } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import { witnessWords } from './witness-words.ts'

export type Stretch = 'proven' | 'unknown' | 'cut'

export interface Line {
  /** A proxy that stands between; `named` when its name is known. */
  readonly proxy: { readonly name: string; readonly named: boolean } | undefined
  /** One stretch, or with a proxy two: to it and from it to the server. */
  readonly stretches: readonly Stretch[]
  /** Hangs from the cut. */
  readonly reason: string | undefined
  /** HTTP carries the edits. */
  readonly byHttp: boolean
  /** The whole picture in words. */
  readonly text: string
}

export function lineOf(status: PadStatus, words: Words): Line {
  const { connection: say } = words
  const byHttp = status.transport === 'exchange' && status.line === 'open'
  const told = (line: string): string => `${line} ${byHttp ? say.line.byHttp : say.line.notByHttp}`
  const bare = (stretch: Stretch, text: string, reason?: string): Line => ({
    proxy: undefined,
    stretches: [stretch],
    reason,
    byHttp,
    text,
  })
  const cut = (reason: string): Line => bare('cut', told(say.line.cut(say.line.cutSomewhere, reason)), reason)

  if (status.line === 'open' && status.transport === 'websocket') return bare('proven', say.line.works)
  if (status.refused) return cut(say.cutRefused)
  if (!status.deviceOnline && !byHttp) return cut(say.cutOffline)
  const { seen, history } = status.connection
  if (byHttp && seen) {
    const { short, proxy, byProxy } = witnessWords(seen, words)
    if (!byProxy) return cut(short)
    const name = proxy ?? say.proxy
    const text = told(say.line.cut(say.line.cutAt(proxy ?? say.someProxy.toLowerCase()), short))
    return {
      proxy: { name, named: proxy !== undefined },
      // The rest of the handshake came through, so the way up to the proxy next to the server is whole.
      stretches: [proxy === undefined ? 'unknown' : 'proven', 'cut'],
      reason: short,
      byHttp,
      text,
    }
  }
  const last = history.findLast(({ on, ended }) => on === 'websocket' && ended !== undefined)
  if (byHttp && last?.opened && !last.healthy) return cut(say.cutOpened)
  return bare('unknown', told(say.line.unknown))
}

/** The same for plain text: `You ── nginx ──✕── Server`. */
export function lineAsText({ proxy, stretches, reason, byHttp }: Line, { connection: say }: Words): string {
  const drawn = { proven: '──✓──', unknown: '- - -', cut: '──✕──' }
  const [first = 'unknown', second = 'unknown'] = stretches
  const middle = proxy === undefined ? '' : ` [${proxy.name}] ${drawn[second]}`
  return `${say.you} ${drawn[first]}${middle} ${say.server}${reason === undefined ? '' : `  (${reason})`}${
    byHttp ? `; ${say.httpCarries} ──✓──` : ''
  }`
}
