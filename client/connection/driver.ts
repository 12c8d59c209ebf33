/**
 * Runs the machine: keeps its state, its one timer, and the order of events. What an effect means is the
 * business of whoever hands in `perform`; events that arise while effects are performed wait their turn.
 */
import { step } from './machine.ts'
import { deadline, type Effect, type Event, type State, type Surroundings, stopped } from './states.ts'
import type { Timers } from './timers.ts'

export interface Driver {
  readonly state: State
  dispatch(event: Event): void
}

export interface DriverDeps {
  readonly timers: Timers
  surroundings(): Omit<Surroundings, 'now'>
  perform(effect: Effect): void
  /** The state is another one than before, and everything that follows from it was performed. */
  changed(): void
}

export function createDriver(deps: DriverDeps): Driver {
  const waiting: Event[] = []
  let state: State = stopped
  let running = false
  let stopTimer: (() => void) | undefined

  function dispatch(event: Event): void {
    waiting.push(event)
    if (running) return
    running = true
    const before = state
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [after, effects] = step(state, next, { ...deps.surroundings(), now: deps.timers.now() })
      state = after
      for (const effect of effects) deps.perform(effect)
    }
    running = false
    setTimer()
    if (state !== before) deps.changed()
  }

  function setTimer(): void {
    stopTimer?.()
    const due = deadline(state, deps.surroundings().policy)
    stopTimer = Number.isFinite(due)
      ? deps.timers.after(Math.max(0, due - deps.timers.now()), () => dispatch({ type: 'tick' }))
      : undefined
  }

  return {
    get state() {
      return state
    },
    dispatch,
  }
}
