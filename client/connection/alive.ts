/**
 * The rules of a live connection: when a silent line is asked, when it is given up, and when WebSocket is tried
 * again while exchange carries.
 */
import { mayRetry } from '../../protocol/close-codes.ts'
import { fresh, opening, plain, prefixed, probeDelay, proving, refuse, renew, wait } from './attempt.ts'
import {
  deadline,
  type Effect,
  type Ending,
  type Event,
  IDLE,
  type Live,
  SILENT,
  type Step,
  type Surroundings,
} from './states.ts'

export function living(state: Live, event: Event, at: Surroundings): Step {
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
    return prefixed([{ do: 'close', on: 'websocket', because: SILENT }], probeFailed(state, SILENT, at))
  }
  if (state.answerBy !== undefined && !late) {
    return prefixed([{ do: 'close', on: 'websocket', because: SILENT }], carrierLost(state, SILENT, at))
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
  const attempt = at.now - state.since >= at.policy.stable ? 0 : state.attempt
  return prefixed(lost, wait(attempt, ending, at))
}
