/** The exchange transport against a server that is played by hand and a clock that jumps. Used by tests only. */
import { decodeFrames, encodeFrame, type Frame, type SendableFrame } from '../../protocol/frames.ts'
import { openExchangeTransport } from './exchange-transport.ts'
import type { HoldingPlace } from './holding-place.ts'
import type { TokenSource } from './page-token.ts'
import { playTimers } from './played-timers.ts'
import type { Ending } from './states.ts'

export interface Asked {
  readonly query: URLSearchParams
  readonly frames: Frame[]
  readonly signal: AbortSignal | undefined
  readonly size: number
  answer(...frames: SendableFrame[]): void
  /** `retryAfter` in seconds, as the header has it. */
  fail(status?: number, code?: string, retryAfter?: number): void
}

/** A server played by hand and a clock that jumps. */
export function stand(pageToken?: TokenSource, takePlace?: () => HoldingPlace) {
  /** Lets every promise that can go on do so. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  const { timers, pass } = playTimers(settle)
  const asked: Asked[] = []
  const heard: Frame[] = []
  const endings: (Ending & { readonly hint?: number })[] = []
  const fetch = (target: URL, init: { body?: Uint8Array; signal?: AbortSignal }) =>
    new Promise<unknown>((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      const respond = (status: number, body: Uint8Array, headers = new Headers()) =>
        resolve({
          ok: status === 200,
          status,
          headers,
          arrayBuffer: async () => Uint8Array.from(body).buffer,
        })
      asked.push({
        query: target.searchParams,
        frames: init.body && init.body.length > 0 ? decodeFrames(init.body) : [],
        signal: init.signal,
        size: init.body?.length ?? 0,
        answer: (...frames) =>
          respond(200, Uint8Array.from(frames.flatMap((frame) => [...encodeFrame(frame)]))),
        fail: (status, code, retryAfter) =>
          status
            ? respond(
                status,
                new TextEncoder().encode(code ? JSON.stringify({ code }) : '<html>'),
                new Headers(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
              )
            : reject(new TypeError('network')),
      })
    })
  const transport = openExchangeTransport(
    { url: 'http://127.0.0.1/collab/pad/exchange?holdfast=1' },
    {
      frame: (frame) => heard.push(...decodeFrames(frame)),
      closed: (ending) => endings.push(ending),
    },
    {
      fetch: fetch as unknown as typeof globalThis.fetch,
      random: () => 0.5,
      unique: () => String(asked.length),
      timers,
      pageToken,
      takePlace,
    },
  )
  const latest = () => asked.at(-1) as Asked
  /** Opens and leaves the first poll hanging. */
  const open = async () => {
    await pass(0)
    latest().answer(
      { type: 'cursor', cursor: 'c1' },
      { type: 'hello', version: 1, generation: 'g', heartbeat: 20_000 },
    )
    await pass(0)
    return latest()
  }
  return { transport, asked, heard, endings, pass, settle, latest, open }
}
