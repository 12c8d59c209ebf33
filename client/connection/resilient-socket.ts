/**
 * Resilience for a y-websocket app: hand `Socket` to an unmodified `WebsocketProvider` as `WebSocketPolyfill`,
 * with `maxBackoffTime: 0`, because the waiting happens in here. Against a Holdfast server it falls back to HTTP
 * where WebSocket is blocked and reports what is saved; against a plain y-websocket server it brings deadlines,
 * heartbeat and jittered reconnects. This file only puts the parts together.
 */
import { PAGE_TOKEN_PARAMETER } from '../../protocol/page-token.ts'
import { NONCE_PARAMETER } from '../../protocol/witness.ts'
import { type Connection, createConnection } from './connection.ts'
import { openExchangeTransport } from './exchange-transport.ts'
import { type Channel, type HoldingPlace, takeHoldingPlace } from './holding-place.ts'
import { followPage, type PageEvents } from './page-events.ts'
import type { TokenSource } from './page-token.ts'
import type { Policy } from './policy.ts'
import type { SocketReport } from './report.ts'
import { platformTimers, type Timers } from './timers.ts'
import type { TransportListener } from './transport.ts'
import { openWebSocketTransport } from './websocket-transport.ts'

export interface ResilientSocketOptions {
  /** Generation of the copy this client holds; the server refuses another one with close code 4409. */
  generation?(): string | undefined
  /** Whether HTTP exchange may be used; a plain y-websocket server has none. */
  readonly exchange?: boolean
  readonly policy?: Policy
  /** By which the server knows this page as one of its own; a plain y-websocket server asks for none. */
  readonly pageToken?: TokenSource
  onReport?(report: SocketReport): void
}

export interface Platform {
  readonly WebSocket: new (url: string, protocols?: string | string[]) => WebSocket
  readonly fetch: typeof fetch
  readonly timers: Timers
  random(): number
  /** Unguessable text of 8 to 64 letters and digits, to tell this page's connections from everybody else's. */
  randomKey(): string
  /** What is remembered for this origin until the browser is closed; it may refuse. */
  readonly memory?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined
  /** To the other windows of this browser on the same origin; none where nobody else shares its connections. */
  readonly openChannel?: ((name: string) => Channel) | undefined
  /** The page whose network and visibility are followed; none outside of a browser. */
  readonly page?: PageEvents | undefined
  /** The page came by https, so its browser lets nothing out of it by http. */
  readonly secure?: boolean
}

export const browserPlatform = (): Platform => ({
  WebSocket: globalThis.WebSocket,
  fetch: (...request) => globalThis.fetch(...request),
  timers: platformTimers,
  random: Math.random,
  // Not `randomUUID`, which browsers offer on secure pages only: pads are also read over plain http.
  randomKey: () =>
    [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(''),
  memory: sessionMemory(),
  openChannel:
    typeof window === 'undefined' || !('BroadcastChannel' in window)
      ? undefined
      : (name) => new BroadcastChannel(name),
  page: typeof window === 'undefined' ? undefined : window,
  secure: typeof window !== 'undefined' && window.location.protocol === 'https:',
})

/** Asking for it throws where the browser blocks storage. */
function sessionMemory(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}

export function createResilientSocket(
  options: ResilientSocketOptions = {},
  platform: Platform = browserPlatform(),
): Connection {
  const key = platform.randomKey()
  const { pageToken } = options
  let exchanged = 0
  const query = (): Record<string, string> => {
    const generation = options.generation?.()
    return { holdfast: '1', page: key, ...(generation === undefined ? {} : { generation }) }
  }
  const connection = createConnection(options, {
    timers: platform.timers,
    random: platform.random,
    openWebSocket: (address) => (listener) => {
      const nonce = platform.randomKey()
      const token = pageToken?.current()
      const url = withQuery(address.url, {
        ...query(),
        [NONCE_PARAMETER]: nonce,
        ...(token !== undefined && { [PAGE_TOKEN_PARAMETER]: token }),
      })
      const noting = doubting(listener, pageToken)
      return { ...openWebSocketTransport({ ...address, url }, noting, platform), nonce }
    },
    ...(options.exchange === false
      ? {}
      : {
          openExchange: (address) => (listener) =>
            openExchangeTransport({ url: withQuery(exchangeUrl(address.url, platform), query()) }, listener, {
              ...platform,
              // Of the page, not of the line: a line that comes back would begin with what the lost one began with.
              unique: () => String(exchanged++),
              pageToken,
              takePlace: placesOf(platform),
            }),
        }),
    blocked: rememberBlocked(platform),
  })
  const unfollow = platform.page ? followPage(connection, platform.page) : () => {}
  return {
    ...connection,
    close: () => {
      unfollow()
      connection.close()
    },
  }
}

/** A WebSocket that ends before its first frame may have been refused for its token. */
function doubting(listener: TransportListener, pageToken: TokenSource | undefined): TransportListener {
  let opened = false
  return {
    frame: (frame) => {
      opened = true
      listener.frame(frame)
    },
    closed: (ending) => {
      if (!opened) pageToken?.doubt()
      listener.closed(ending)
    },
  }
}

const withQuery = (url: string, query: Record<string, string>): string => {
  const target = new URL(url)
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value)
  return target.href
}

/** `wss://host/collab/pad?x` → `https://host/collab/pad/exchange?x` */
const exchangeUrl = (url: string, { secure }: Pick<Platform, 'secure'>): string => {
  const target = new URL(url)
  target.protocol = secure || target.protocol === 'wss:' ? 'https:' : 'http:'
  target.pathname = `${target.pathname}/exchange`
  return target.href
}

const HOLDERS_CHANNEL = 'holdfast: who holds a request'

function placesOf({ openChannel, randomKey, timers }: Platform): (() => HoldingPlace) | undefined {
  if (openChannel === undefined) return undefined
  return () => takeHoldingPlace({ id: randomKey(), channel: openChannel(HOLDERS_CHANNEL) }, timers)
}

const BLOCKED_KEY = 'holdfast: WebSocket was blocked at'
/** Networks change; what was found is believed for ten minutes. */
const BLOCKED_MS = 10 * 60 * 1000

function rememberBlocked({ memory, timers }: Pick<Platform, 'memory' | 'timers'>) {
  return {
    get: () => {
      const at = Number(memory?.getItem(BLOCKED_KEY) ?? Number.NaN)
      return timers.now() - at < BLOCKED_MS
    },
    set: (blocked: boolean) => {
      try {
        if (blocked) memory?.setItem(BLOCKED_KEY, String(timers.now()))
        else memory?.removeItem(BLOCKED_KEY)
      } catch {
        // A full or forbidden storage only costs the next page its head start.
      }
    },
  }
}
