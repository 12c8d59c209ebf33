/**
 * What a connection is given by whoever makes it: numbers, time, chance, and how to open each transport. Shapes
 * only, so that the connection itself touches no platform.
 */

import type { Policy } from './policy.ts'
import type { SocketReport } from './report.ts'
import type { Timers } from './timers.ts'
import type { OpenTransport } from './transport.ts'

export interface ConnectionOptions {
  readonly policy?: Policy
  onReport?(report: SocketReport): void
}

export interface ConnectionDeps {
  readonly timers: Timers
  /** 0 ≤ random() < 1. */
  random(): number
  /** How to open each transport, given the address that the provider asked for. */
  readonly openWebSocket: (address: Address) => OpenTransport
  /** For where WebSocket is blocked; without it there is only WebSocket. */
  readonly openExchange?: (address: Address) => OpenTransport
  /** Whether WebSocket was found blocked here a short time ago, and where to note it. */
  readonly blocked?: { get(): boolean; set(blocked: boolean): void }
}

export interface Address {
  readonly url: string
  readonly protocols: string | string[] | undefined
}
