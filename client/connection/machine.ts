/**
 * What the connection does next: a pure function of its state, what happened, and the time. Sockets, timers and
 * frames are elsewhere: the driver performs the effects, sets one timer to `deadline(state)` and sends `tick`
 * when it fires. An attempt's rules are in attempt.ts, a live connection's in alive.ts.
 */
import { living } from './alive.ts'
import { attempting, begin, closeAll, suspend } from './attempt.ts'
import { type Event, type State, type Step, type Surroundings, stopped } from './states.ts'

export function step(state: State, event: Event, at: Surroundings): Step {
  if (event.type === 'stop') return [stopped, closeAll(state)]
  if (event.type === 'suspend') return suspend(state, at)
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
