/**
 * What the connection does next: a pure function of its state, what happened, and the time. Everything that
 * decides about attempts, deadlines, trust and waiting is here; sockets, timers and frames are not. The driver
 * sets one timer to `deadline(state)` and sends `tick` when it fires.
 *
 * Two transports can carry: a WebSocket, and HTTP exchange for where WebSocket is blocked. A WebSocket is
 * believed only after it answered a ping: some proxies let it open and then swallow or cut it.
 */
import { mayRetry } from '../../protocol/close-codes.ts'
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
  /** The person asked for it. */
  | { readonly type: 'now' }

export type Effect =
  | { readonly do: 'open'; readonly on: TransportName }
  | { readonly do: 'close'; readonly on: TransportName }
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
type Active = Extract<State, { lanes: Lanes }>
type Live = Extract<State, { is: 'live' }>

const IDLE: Lane = { is: 'idle' }
const SILENT: Ending = { code: 1006, reason: 'no answer in time' }

export const stopped: State = { is: 'stopped' }

export function step(state: State, event: Event, at: Surroundings): Step {
  if (event.type === 'stop') return [stopped, closeAll(state)]
  switch (state.is) {
    case 'stopped':
      return event.type === 'start' ? begin(0, at) : [state, []]
    case 'refused':
      return event.type === 'now' || event.type === 'start' ? begin(0, at) : [state, []]
    case 'waiting':
      if (event.type === 'now' || event.type === 'woken') return begin(state.attempt, at)
      return event.type === 'tick' && at.now >= state.until ? begin(state.attempt, at) : [state, []]
    case 'connecting':
    case 'syncing':
      return attempting(state, event, at)
    case 'live':
      return living(state, event, at)
  }
}

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

function begin(attempt: number, at: Surroundings): Step {
  const both = at.exchange && at.blocked
  const lanes: Lanes = { websocket: opening(at), exchange: both ? opening(at) : IDLE }
  const exchangeAt = at.exchange && !both ? at.now + at.policy.exchangeAfter : undefined
  const effects: Effect[] = [{ do: 'open', on: 'websocket' }]
  if (both) effects.push({ do: 'open', on: 'exchange' })
  return [{ is: 'connecting', attempt, lanes, exchangeAt }, effects]
}

const opening = (at: Surroundings): Lane => ({ is: 'opening', until: at.now + at.policy.openWithin })
const proving = (at: Surroundings): Lane => ({ is: 'open', until: at.now + at.policy.proveWithin })

function attempting(state: Exclude<Active, Live>, event: Event, at: Surroundings): Step {
  switch (event.type) {
    case 'opened':
      if (event.on === 'exchange') return carryExchange(state, at)
      return [
        { ...state, is: 'syncing', lanes: { ...state.lanes, websocket: proving(at) } },
        [{ do: 'carry', on: 'websocket' }, { do: 'ping' }],
      ]
    case 'healthy':
      return event.on === 'websocket' && state.is === 'syncing' ? carryWebSocket(state, at) : [state, []]
    case 'closed':
      return laneEnded(state, event.on, event, at)
    case 'now':
      return prefixed(closeAll(state), begin(state.attempt, at))
    case 'tick':
      return attemptTick(state, at)
    default:
      return [state, []]
  }
}

function attemptTick(state: Exclude<Active, Live>, at: Surroundings): Step {
  const due = deadline(state, at.policy)
  if (at.now < due) return [state, []]
  if (at.now - due > at.policy.late) {
    // The device slept: what is under way gets its time anew.
    const renewed = { websocket: renew(state.lanes.websocket, at), exchange: renew(state.lanes.exchange, at) }
    return [{ ...state, lanes: renewed, exchangeAt: state.exchangeAt && at.now }, []]
  }
  for (const on of ['websocket', 'exchange'] as const) {
    const lane = state.lanes[on]
    if ('until' in lane && at.now >= lane.until) {
      return prefixed([{ do: 'close', on }], laneEnded(state, on, SILENT, at))
    }
  }
  return joinExchange(state, at)
}

const renew = (lane: Lane, at: Surroundings): Lane =>
  lane.is === 'opening' ? opening(at) : lane.is === 'open' ? proving(at) : lane

function joinExchange(state: Exclude<Active, Live>, at: Surroundings): Step {
  const lanes = { ...state.lanes, exchange: opening(at) }
  return [{ ...state, lanes, exchangeAt: undefined }, [{ do: 'open', on: 'exchange' }]]
}

/** A lane of an attempt is over: the other one goes on, exchange joins at once, or the attempt has failed. */
function laneEnded(
  state: Exclude<Active, Live>,
  on: TransportName,
  ending: Ending & { hint?: number },
  at: Surroundings,
): Step {
  if (!mayRetry(ending.code)) return refuse(state, ending)
  const lanes = { ...state.lanes, [on]: IDLE }
  const lost: Effect[] =
    state.is === 'syncing' && on === 'websocket' ? [{ do: 'lose', ...plain(ending) }] : []
  const rest: Exclude<Active, Live> = { ...state, is: lost.length > 0 ? 'connecting' : state.is, lanes }
  if (lanes.websocket.is !== 'idle' || lanes.exchange.is !== 'idle') return [rest, lost]
  if (state.exchangeAt !== undefined) return prefixed(lost, joinExchange(rest, at))
  return prefixed(lost, wait(state.attempt, ending, at))
}

function carryExchange(state: Exclude<Active, Live>, at: Surroundings): Step {
  const lanes = { ...state.lanes, exchange: { is: 'healthy' } as const }
  const probeAt = lanes.websocket.is === 'idle' ? at.now + probeDelay(0, at) : undefined
  return [{ ...fresh(state.attempt, 'exchange', lanes, at), probeAt }, [{ do: 'carry', on: 'exchange' }]]
}

function carryWebSocket(state: Exclude<Active, Live>, at: Surroundings): Step {
  const over: Effect[] = state.lanes.exchange.is === 'idle' ? [] : [{ do: 'close', on: 'exchange' }]
  return [fresh(state.attempt, 'websocket', { websocket: { is: 'healthy' }, exchange: IDLE }, at), over]
}

const fresh = (attempt: number, carrier: TransportName, lanes: Lanes, at: Surroundings): Live => ({
  is: 'live',
  attempt,
  since: at.now,
  carrier,
  lanes,
  heardAt: at.now,
  unacknowledgedSince: undefined,
  answerBy: undefined,
  probeAt: undefined,
  probes: 0,
})

function living(state: Live, event: Event, at: Surroundings): Step {
  switch (event.type) {
    case 'heard':
      return event.on === state.carrier
        ? [{ ...state, heardAt: at.now, answerBy: undefined }, []]
        : [state, []]
    case 'unacknowledged': {
      const since = event.some ? (state.unacknowledgedSince ?? at.now) : undefined
      return [{ ...state, unacknowledgedSince: since }, []]
    }
    case 'closed':
      return event.on === state.carrier ? carrierLost(state, event, at) : probeFailed(state, event, at)
    case 'opened':
      if (event.on === state.carrier || event.on === 'exchange') return [state, []]
      return [{ ...state, lanes: { ...state.lanes, websocket: proving(at) } }, [{ do: 'ping' }]]
    case 'healthy':
      if (event.on === state.carrier || event.on === 'exchange') return [state, []]
      return [
        fresh(state.attempt, 'websocket', { websocket: { is: 'healthy' }, exchange: IDLE }, at),
        [
          { do: 'carry', on: 'websocket' },
          { do: 'close', on: 'exchange' },
        ],
      ]
    case 'woken':
    case 'offline':
    case 'now':
      return asked(state, at)
    case 'tick':
      return liveTick(state, at)
    default:
      return [state, []]
  }
}

/** Something outside suggests that things have changed: ask the line, or try WebSocket again. */
function asked(state: Live, at: Surroundings): Step {
  if (state.carrier === 'websocket') {
    return [{ ...state, answerBy: at.now + at.policy.answerWithinWhileTyping }, [{ do: 'ping' }]]
  }
  return state.lanes.websocket.is === 'idle' ? probe(state, at) : [state, []]
}

function probe(state: Live, at: Surroundings): Step {
  const lanes = { ...state.lanes, websocket: opening(at) }
  return [{ ...state, lanes, probeAt: undefined }, [{ do: 'open', on: 'websocket' }]]
}

function liveTick(state: Live, at: Surroundings): Step {
  const due = deadline(state, at.policy)
  if (at.now < due) return [state, []]
  const late = at.now - due > at.policy.late
  if (state.carrier === 'exchange') {
    const { websocket } = state.lanes
    if (!('until' in websocket)) return probe(state, at)
    if (late) return [{ ...state, lanes: { ...state.lanes, websocket: renew(websocket, at) } }, []]
    return prefixed([{ do: 'close', on: 'websocket' }], probeFailed(state, SILENT, at))
  }
  if (state.answerBy !== undefined && !late) {
    return prefixed([{ do: 'close', on: 'websocket' }], carrierLost(state, SILENT, at))
  }
  // Silence for too long, or an answer that may have come while the device slept: ask.
  const typing = state.unacknowledgedSince !== undefined
  const within = typing ? at.policy.answerWithinWhileTyping : at.policy.answerWithin
  const unacknowledgedSince = typing ? at.now : undefined
  return [{ ...state, unacknowledgedSince, answerBy: at.now + within }, [{ do: 'ping' }]]
}

function probeFailed(state: Live, ending: Ending, at: Surroundings): Step {
  if (!mayRetry(ending.code)) return refuse(state, ending)
  const probes = state.probes + 1
  const lanes = { ...state.lanes, websocket: IDLE }
  return [{ ...state, lanes, probes, probeAt: at.now + probeDelay(probes, at) }, []]
}

function carrierLost(state: Live, ending: Ending & { hint?: number }, at: Surroundings): Step {
  if (!mayRetry(ending.code)) return refuse(state, ending)
  const lost: Effect[] = [{ do: 'lose', ...plain(ending) }]
  if (state.carrier === 'exchange' && state.lanes.websocket.is !== 'idle')
    lost.push({ do: 'close', on: 'websocket' })
  const attempt = at.now - state.since >= at.policy.stable ? 0 : state.attempt + 1
  return prefixed(lost, wait(attempt, ending, at, 0))
}

function refuse(state: Active, ending: Ending): Step {
  const loses: Effect[] = [{ do: 'lose', ...plain(ending) }]
  return [{ is: 'refused', ...plain(ending) }, [...closeAll(state), ...loses]]
}

/** Full jitter: any moment up to the cap, so that those who lost a server together do not come back together. */
function wait(attempt: number, ending: Ending & { hint?: number }, at: Surroundings, more = 1): Step {
  const cap = at.hidden ? at.policy.backoffCapHidden : at.policy.backoffCapVisible
  const span = Math.min(cap, at.policy.backoffBase * 2 ** attempt)
  const until = at.now + (ending.hint ?? 0) + at.random() * span
  return [{ is: 'waiting', attempt: attempt + more, until, ending: plain(ending) }, []]
}

const probeDelay = (probes: number, at: Surroundings): number =>
  Math.min(at.policy.probeLast, at.policy.probeFirst * 2 ** probes) * (0.5 + at.random() / 2)

const plain = ({ code, reason }: Ending): Ending => ({ code, reason })

const prefixed = (first: readonly Effect[], [state, effects]: Step): Step => [state, [...first, ...effects]]

const closeAll = (state: State): Effect[] =>
  'lanes' in state
    ? (['websocket', 'exchange'] as const).flatMap((on) =>
        state.lanes[on].is === 'idle' ? [] : [{ do: 'close', on } as const],
      )
    : []
