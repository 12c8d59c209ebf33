/**
 * The rules of an attempt: which transport is tried when, which one carries first, when an attempt has failed,
 * and how long the next one waits.
 */
import { mayRetry } from '../../protocol/close-codes.ts'
import {
  type Active,
  deadline,
  type Effect,
  type Ending,
  type Event,
  IDLE,
  type Lane,
  type Lanes,
  LEFT,
  type Live,
  SILENT,
  type State,
  type Step,
  type Surroundings,
  type TransportName,
} from './states.ts'

export function begin(attempt: number, at: Surroundings): Step {
  const both = at.exchange && at.blocked
  const lanes: Lanes = { websocket: opening(at), exchange: both ? opening(at) : IDLE }
  const exchangeAt = at.exchange && !both ? at.now + at.policy.exchangeAfter : undefined
  const effects: Effect[] = [{ do: 'open', on: 'websocket' }]
  if (both) effects.push({ do: 'open', on: 'exchange' })
  return [{ is: 'connecting', attempt, lanes, exchangeAt }, effects]
}

export const opening = (at: Surroundings): Lane => ({ is: 'opening', until: at.now + at.policy.openWithin })
export const proving = (at: Surroundings): Lane => ({ is: 'open', until: at.now + at.policy.proveWithin })

export function attempting(state: Exclude<Active, Live>, event: Event, at: Surroundings): Step {
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
      return prefixed([{ do: 'close', on, because: SILENT }], laneEnded(state, on, SILENT, at))
    }
  }
  return joinExchange(state, at)
}

export const renew = (lane: Lane, at: Surroundings): Lane =>
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

export const fresh = (attempt: number, carrier: TransportName, lanes: Lanes, at: Surroundings): Live => ({
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

export function refuse(state: Active, ending: Ending): Step {
  const loses: Effect[] = [{ do: 'lose', ...plain(ending) }]
  return [{ is: 'refused', ...plain(ending) }, [...closeAll(state), ...loses]]
}

/** Full jitter: any moment of the span, so that those who lost a server together do not come back together. */
export function wait(attempt: number, ending: Ending & { hint?: number }, at: Surroundings): Step {
  const { backoffFirst, backoffSpread, backoffCapHidden, backoffCapVisible } = at.policy
  const cap = at.hidden ? backoffCapHidden : backoffCapVisible
  const span = attempt === 0 ? backoffFirst : Math.min(cap, backoffSpread * 2 ** (attempt - 1))
  const until = at.now + (ending.hint ?? 0) + at.random() * span
  return [{ is: 'waiting', attempt: attempt + 1, until, ending: plain(ending) }, []]
}

/** A page that is left and goes on all the same, as one does that is not frozen, comes back by itself. */
export function suspend(state: State, at: Surroundings): Step {
  const until = at.now + at.policy.backoffCapHidden
  if (state.is === 'waiting') return [{ ...state, until }, []]
  if (!('lanes' in state)) return [state, []]
  const loses: Effect[] = state.is === 'connecting' ? [] : [{ do: 'lose', ...LEFT }]
  return [{ is: 'waiting', attempt: state.attempt, until, ending: LEFT }, [...closeAll(state), ...loses]]
}

export const probeDelay = (probes: number, at: Surroundings): number =>
  Math.min(at.policy.probeLast, at.policy.probeFirst * 2 ** probes) * (0.5 + at.random() / 2)

export const plain = ({ code, reason }: Ending): Ending => ({ code, reason })

export const prefixed = (first: readonly Effect[], [state, effects]: Step): Step => [
  state,
  [...first, ...effects],
]

export const closeAll = (state: State): Effect[] =>
  'lanes' in state
    ? (['websocket', 'exchange'] as const).flatMap((on) =>
        state.lanes[on].is === 'idle' ? [] : [{ do: 'close', on } as const],
      )
    : []
