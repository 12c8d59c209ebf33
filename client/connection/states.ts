/**
 * What the connection can be at, what can happen to it, and what it can ask for: the vocabulary of the machine,
 * and when each state wants to hear from the clock. No decisions are made here.
 *
 * Two transports can carry: a WebSocket, and HTTP exchange for where WebSocket is blocked. A WebSocket is
 * believed only after it answered a ping: some proxies let it open and then swallow or cut it.
 */
import type { Policy } from './policy.ts'

export type TransportName = 'websocket' | 'exchange'

/** One transport's part in the present attempt. `until` is when it is given up. */
export type Lane =
  | { readonly is: 'idle' }
  | { readonly is: 'opening'; readonly until: number }
  /** Frames arrived, but no answer to a ping yet. */
  | { readonly is: 'open'; readonly until: number }
  | { readonly is: 'healthy' }

export interface Lanes {
  readonly websocket: Lane
  readonly exchange: Lane
}

/** Why a connection or an attempt ended: WebSocket close code (1006: cut) and the words with it. */
export interface Ending {
  readonly code: number
  readonly reason: string
}

export type State =
  | { readonly is: 'stopped' }
  /** Nothing carries yet. */
  | {
      readonly is: 'connecting'
      readonly attempt: number
      readonly lanes: Lanes
      /** When exchange joins; undefined when it has joined or cannot. */
      readonly exchangeAt: number | undefined
    }
  /** A WebSocket carries and has not proven itself. */
  | {
      readonly is: 'syncing'
      readonly attempt: number
      readonly lanes: Lanes
      readonly exchangeAt: number | undefined
    }
  | {
      readonly is: 'live'
      readonly attempt: number
      readonly since: number
      readonly carrier: TransportName
      readonly lanes: Lanes
      readonly heardAt: number
      /** When the oldest unacknowledged edit was sent, or the line was last asked about it. */
      readonly unacknowledgedSince: number | undefined
      /** When the ping that is out must be answered. */
      readonly answerBy: number | undefined
      /** When WebSocket is tried again while exchange carries. */
      readonly probeAt: number | undefined
      readonly probes: number
    }
  | { readonly is: 'waiting'; readonly attempt: number; readonly until: number; readonly ending: Ending }
  | ({ readonly is: 'refused' } & Ending)

export type Event =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** The first frame arrived over this transport. */
  | { readonly type: 'opened'; readonly on: TransportName }
  /** A round trip was completed. */
  | { readonly type: 'healthy'; readonly on: TransportName }
  | { readonly type: 'heard'; readonly on: TransportName }
  /** It ended, or never opened. `hint`: milliseconds the server asks to stay away. */
  | ({ readonly type: 'closed'; readonly on: TransportName; readonly hint?: number } & Ending)
  /** Something unacknowledged is under way now, or nothing any more. */
  | { readonly type: 'unacknowledged'; readonly some: boolean }
  | { readonly type: 'tick' }
  /** The device says that its network came or changed, or the page became visible again. */
  | { readonly type: 'woken' }
  /** The device says that its network is gone: a reason to ask the line, not to believe it. */
  | { readonly type: 'offline' }
  /** The page is left, perhaps for the back/forward cache, where nothing runs and no line may be open. */
  | { readonly type: 'suspend' }
  /** The person asked for it. */
  | { readonly type: 'now' }

export type Effect =
  | { readonly do: 'open'; readonly on: TransportName }
  /** `because` it failed; otherwise it is not needed any more. */
  | { readonly do: 'close'; readonly on: TransportName; readonly because?: Ending }
  /** From now on this transport carries the frames. */
  | { readonly do: 'carry'; readonly on: TransportName }
  | { readonly do: 'ping' }
  /** Nothing carries any more; whoever stands above is told. */
  | ({ readonly do: 'lose' } & Ending)

export interface Surroundings {
  readonly now: number
  /** 0 ≤ random() < 1. */
  random(): number
  readonly policy: Policy
  readonly hidden: boolean
  /** Whether HTTP exchange may be used at all. */
  readonly exchange: boolean
  /** WebSocket was found blocked a short time ago: do not wait for it. */
  readonly blocked: boolean
}

export type Step = readonly [State, readonly Effect[]]
export type Active = Extract<State, { lanes: Lanes }>
export type Live = Extract<State, { is: 'live' }>

export const IDLE: Lane = { is: 'idle' }
/** 1001: RFC 6455 §7.4.1, "going away", as when a page is left. */
export const LEFT: Ending = { code: 1001, reason: 'the page was left' }
export const SILENT: Ending = { code: 1006, reason: 'no answer in time' }

export const stopped: State = { is: 'stopped' }

/** When `tick` is due; Infinity when nothing is waited for. */
export function deadline(state: State, policy: Policy): number {
  if (state.is === 'waiting') return state.until
  if (!('lanes' in state)) return Number.POSITIVE_INFINITY
  const times: (number | undefined)[] = Object.values(state.lanes).map((lane) =>
    'until' in lane ? lane.until : undefined,
  )
  if (state.is !== 'live') times.push(state.exchangeAt)
  else {
    times.push(state.probeAt)
    if (state.carrier === 'websocket') times.push(state.answerBy ?? askAt(state, policy))
  }
  return Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY))
}

/** When a line that says nothing is asked: soon when an acknowledgement is due. */
const askAt = (state: Live, policy: Policy): number =>
  Math.min(
    state.heardAt + policy.idle,
    (state.unacknowledgedSince ?? Number.POSITIVE_INFINITY) + policy.acknowledgeWithin,
  )
