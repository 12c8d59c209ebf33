/**
 * The picture of the connection machine for docs/connection-states.md, drawn by running it: every event in every
 * state that can be reached in a few steps. What the machine cannot do cannot be in the picture.
 */
import { step } from '../../client/connection/machine.ts'
import { DEFAULT_POLICY as policy } from '../../client/connection/policy.ts'
import { deadline, type Event, type State, stopped } from '../../client/connection/states.ts'

const both = ['websocket', 'exchange'] as const

/** Events by the words that stand on the arrows. */
const EVENTS: readonly (readonly [string, Event])[] = [
  ['start', { type: 'start' }],
  ['stop', { type: 'stop' }],
  ...both.map((on) => [`${on} opens`, { type: 'opened', on }] as const),
  ['websocket is healthy', { type: 'healthy', on: 'websocket' }],
  ...both.map((on) => [`${on} ends`, { type: 'closed', on, code: 1006, reason: '' }] as const),
  ['refused', { type: 'closed', on: 'websocket', code: 4410, reason: '' }],
  ['time passes', { type: 'tick' }],
  ['network or page wakes', { type: 'woken' }],
  ['the page is left', { type: 'suspend' }],
  ['the person asks', { type: 'now' }],
]

const DEPTH = 6

export function connectionDiagram(): string {
  const arrows = new Map<string, Set<string>>()
  const seen = new Set<string>()
  let layer: State[] = [stopped]
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const next: State[] = []
    for (const state of layer) {
      for (const [words, event] of EVENTS) {
        const after = apply(state, event)
        if (after.is !== state.is) {
          const arrow = `${state.is} --> ${after.is}`
          arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(words))
        }
        const key = shape(after)
        if (!seen.has(key)) next.push(after)
        seen.add(key)
      }
    }
    layer = next
  }
  const lines = [...arrows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([arrow, words]) => `    ${arrow}: ${[...words].join(', ')}`)
  return ['```mermaid', 'stateDiagram-v2', '    [*] --> stopped', ...lines, '```'].join('\n')
}

function apply(state: State, event: Event): State {
  const due = deadline(state, policy)
  const now = event.type === 'tick' && Number.isFinite(due) ? due : 0
  const surroundings = { now, random: () => 0.5, policy, hidden: false, exchange: true, blocked: false }
  return step(state, event, surroundings)[0]
}

/** What tells states apart, times left out. */
const shape = (state: State): string =>
  'lanes' in state
    ? [
        state.is,
        state.lanes.websocket.is,
        state.lanes.exchange.is,
        'carrier' in state && state.carrier,
      ].join()
    : state.is
