/** Plain requests of the page to its own deployment, each within a patience; what comes is data, never an error. */
import type { Outcome } from './outcome.ts'
import { afterPatience, type Timers } from './patience.ts'

export interface AskDeps extends Timers {
  readonly fetch: typeof fetch
  now(): number
}

export interface Question {
  readonly init?: RequestInit
  /** Milliseconds until it counts as hanging. */
  readonly patience?: number
  /** Called with the milliseconds since the question, for each piece of the body. */
  onPiece?(ms: number): void
}

export const PATIENCE_MS = 10_000

export type Ask = (url: URL, question?: Question) => Promise<Outcome & { readonly bytes?: Uint8Array }>

export const createAsk =
  (deps: AskDeps): Ask =>
  async (url, { init, patience = PATIENCE_MS, onPiece } = {}) => {
    const begun = deps.now()
    const ms = () => deps.now() - begun
    const abort = new AbortController()
    let hangs = false
    const giveUp = () => {
      hangs = true
      abort.abort()
    }
    const stop = afterPatience(patience, giveUp, deps)
    try {
      const response = await deps.fetch(url, { redirect: 'manual', ...init, signal: abort.signal })
      if (response.type === 'opaqueredirect') return { is: 'redirected', ms: ms() }
      const chunks: Uint8Array[] = []
      const reader = response.body?.getReader()
      for (;;) {
        const piece = await reader?.read()
        if (piece === undefined || piece.done) break
        onPiece?.(ms())
        chunks.push(piece.value)
      }
      const bytes = joined(chunks)
      return {
        is: 'answered',
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: new TextDecoder().decode(bytes),
        bytes,
        ms: ms(),
      }
    } catch {
      return { is: 'unanswered', hangs, ms: ms() }
    } finally {
      stop()
    }
  }

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
