/** Runs the machine against a clock that stands still between events, in words short enough for tables. */
import { step } from './machine.ts'
import { DEFAULT_POLICY as policy } from './policy.ts'
import { deadline, type Effect, type Event, type State, type Surroundings, stopped } from './states.ts'

/** Runs events against a clock that stands still between them. */
export interface World {
  tell(...events: Event[]): World
  /** Lets the next deadline come, and `late` milliseconds more. */
  tick(late?: number): World
  pass(milliseconds: number): World
  now(): number
  state(): State
  /** Effects since the last look, as words. */
  effects(): string[]
}

export function run(overrides: Partial<Surroundings> = {}): World {
  let now = 1_000
  let state: State = stopped
  const done: Effect[] = []
  const at = { random: () => 0.5, policy, hidden: false, exchange: true, blocked: false, ...overrides }
  const tell = (...events: Event[]): World => {
    for (const event of events) {
      const [next, effects] = step(state, event, { ...at, now })
      state = next
      done.push(...effects)
    }
    return api
  }
  const api: World = {
    tell,
    tick: (late = 0) => {
      now = deadline(state, policy) + late
      return tell({ type: 'tick' })
    },
    pass: (milliseconds: number) => {
      now += milliseconds
      return api
    },
    now: () => now,
    state: () => state,
    effects: () => done.splice(0).map((effect) => ('on' in effect ? `${effect.do} ${effect.on}` : effect.do)),
  }
  return api
}

export const start: Event = { type: 'start' }
export const opened = (on: 'websocket' | 'exchange'): Event => ({ type: 'opened', on })
export const healthy = (on: 'websocket' | 'exchange'): Event => ({ type: 'healthy', on })
export const heard: Event = { type: 'heard', on: 'websocket' }
export const closed = (on: 'websocket' | 'exchange', code = 1006): Event => ({
  type: 'closed',
  on,
  code,
  reason: '',
})
export const live = () => run().tell(start, opened('websocket'), healthy('websocket'))
export const byExchange = () => run().tell(start, closed('websocket'), opened('exchange'))
