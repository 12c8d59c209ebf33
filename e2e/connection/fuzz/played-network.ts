/**
 * What lies between one page and the server, without sockets: a WebSocket class and a fetch whose bytes take
 * time, keep their order, and are disturbed as the run says. Knows nothing of documents.
 */
import type { Random } from '../../harness/random.ts'
import type { PlayedServer, ServerSide } from './played-server.ts'
import type { Trace } from './trace.ts'

export interface PlayedNetwork {
  readonly WebSocket: new (url: string, protocols?: string | string[]) => WebSocket
  readonly fetch: typeof fetch
  /** `hangs`: nothing is answered; `refuses`: everything fails at once. */
  set(state: { network?: 'good' | 'hangs' | 'refuses'; webSocket?: 'passes' | 'refused' | 'swallowed' }): void
  /** Every connection breaks, and both ends hear of it. */
  reset(): void
  /** Every connection is dead, and nobody hears of it. */
  halfOpen(): void
  /** What is sent within this time arrives after it. */
  stall(milliseconds: number): void
  /** So many answers to requests are lost on their way, after the server did what was asked. */
  loseAnswers(count: number): void
}

/** How long the server waits for a pong of a page that fell silent. */
const SERVER_NOTICES_MS = 30_000

interface Link {
  dead: boolean
  reset(): void
}

export function createPlayedNetwork(
  server: PlayedServer,
  random: Random,
  trace: Pick<Trace, 'add'>,
): PlayedNetwork {
  const links = new Set<Link>()
  let network: 'good' | 'hangs' | 'refuses' = 'good'
  let webSocket: 'passes' | 'refused' | 'swallowed' = 'passes'
  let stalledUntil = 0
  let losing = 0

  /** Calls back in order, each after its latency; not any more when the link is dead. */
  function queue(link: Link): (call: () => void) => void {
    let last = 0
    return (call) => {
      last = Math.max(last, Date.now() + 1 + random.below(40), stalledUntil)
      setTimeout(() => {
        if (!link.dead) call()
      }, last - Date.now())
    }
  }

  class PlayedSocket {
    readyState = 0
    binaryType = 'arraybuffer'
    bufferedAmount = 0
    onopen: ((event: object) => void) | null = null
    onmessage: ((event: object) => void) | null = null
    onclose: ((event: object) => void) | null = null
    onerror: ((event: object) => void) | null = null
    readonly url: string
    private readonly up: (call: () => void) => void
    private readonly link: Link
    private side: ServerSide | undefined

    constructor(url: string) {
      this.url = url
      this.link = { dead: false, reset: () => this.end(1006, '') }
      links.add(this.link)
      this.up = queue(this.link)
      const down = queue(this.link)
      if (network === 'hangs') return
      this.up(() => {
        if (network === 'refuses' || webSocket === 'refused' || !server.isUp()) {
          down(() => this.end(1006, ''))
          return
        }
        down(() => {
          if (this.readyState !== 0) return
          this.readyState = 1
          this.onopen?.({})
        })
        if (webSocket === 'swallowed') return
        this.side = server.connect(url, {
          message: (frame) =>
            down(() => {
              trace.add('frame down', frame)
              this.onmessage?.({ data: Uint8Array.from(frame).buffer })
            }),
          closed: (code, reason) => down(() => this.end(code, reason)),
        })
        if (!this.side) down(() => this.end(1006, ''))
      })
    }

    send(data: Uint8Array): void {
      const bytes = data.slice()
      if (this.readyState !== 1) return
      this.up(() => {
        trace.add('frame up', bytes)
        this.side?.receive(bytes)
      })
    }

    close(): void {
      if (this.readyState >= 2) return
      this.readyState = 2
      const side = () => this.side?.gone()
      if (this.link.dead) setTimeout(side, SERVER_NOTICES_MS)
      else this.up(side)
      setTimeout(() => this.end(1005, ''), 50)
    }

    private end(code: number, reason: string): void {
      if (this.readyState === 3) return
      const told = this.readyState < 2
      this.readyState = 3
      trace.add(`closed ${code} ${reason}`)
      links.delete(this.link)
      if (!this.link.dead || code === 1006) this.side?.gone()
      this.link.dead = true
      if (told) this.onclose?.({ code, reason })
    }
  }

  function fetching(target: URL, init: RequestInit): Promise<object> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new TypeError('Failed to fetch'))
      const link: Link = { dead: false, reset: fail }
      let asked: ReturnType<PlayedServer['post']>
      const over = () => links.delete(link)
      links.add(link)
      init.signal?.addEventListener('abort', () => {
        over()
        if (!link.dead) asked?.abort()
        link.dead = true
        reject(new DOMException('aborted', 'AbortError'))
      })
      if (network === 'hangs') return
      const [up, down] = [queue(link), queue(link)]
      up(() => {
        const sent = (init.body as Uint8Array | undefined) ?? new Uint8Array(0)
        trace.add(`request ${target.href}`, sent)
        asked = network === 'refuses' ? undefined : server.post(target.href, sent)
        if (!asked) {
          down(fail)
          return
        }
        asked.answer.then(({ status, body }) => {
          if (losing > 0) {
            losing -= 1
            over()
            fail()
            return
          }
          down(() => {
            over()
            trace.add(`answer ${status}`, body)
            const arrayBuffer = () => Promise.resolve(Uint8Array.from(body).buffer)
            resolve({ ok: status === 200, status, arrayBuffer })
          })
        }, fail)
      })
    })
  }

  return {
    WebSocket: PlayedSocket as unknown as PlayedNetwork['WebSocket'],
    fetch: fetching as unknown as typeof fetch,
    set: (state) => {
      network = state.network ?? network
      webSocket = state.webSocket ?? webSocket
    },
    reset: () => {
      for (const link of [...links]) link.reset()
      links.clear()
    },
    halfOpen: () => {
      for (const link of links) link.dead = true
    },
    stall: (milliseconds) => {
      stalledUntil = Date.now() + milliseconds
    },
    loseAnswers: (count) => {
      losing = count
    },
  }
}
