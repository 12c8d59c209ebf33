import { describe, expect, test } from 'vitest'
import { byExchange, closed, healthy, heard, live, opened, run, start } from './machine-world.ts'
import { DEFAULT_POLICY as policy } from './policy.ts'
import { deadline, type Event } from './states.ts'

describe('every state and every event', () => {
  const states: Record<string, () => ReturnType<typeof run>> = {
    stopped: () => run(),
    connecting: () => run().tell(start),
    'connecting both': () => run({ blocked: true }).tell(start),
    syncing: () => run().tell(start, opened('websocket')),
    live,
    'live by exchange': byExchange,
    'live by exchange, trying': () => byExchange().tick(),
    waiting: () => live().tell(closed('websocket')),
    refused: () => live().tell(closed('websocket', 4410)),
  }
  const events: Record<string, Event> = {
    start,
    stop: { type: 'stop' },
    'opened ws': opened('websocket'),
    'opened ex': opened('exchange'),
    'healthy ws': healthy('websocket'),
    'healthy ex': healthy('exchange'),
    heard,
    'closed ws': closed('websocket'),
    'closed ex': closed('exchange'),
    'refused ws': closed('websocket', 4409),
    unacked: { type: 'unacknowledged', some: true },
    tick: { type: 'tick' },
    woken: { type: 'woken' },
    offline: { type: 'offline' },
    suspend: { type: 'suspend' },
    now: { type: 'now' },
  }

  test.each(Object.keys(states))('[CN15] from %s every event leads to a whole state', (name) => {
    const rows = Object.entries(events).map(([label, event]) => {
      const world = (states[name] as () => ReturnType<typeof run>)()
      world.effects()
      world.tell(event)
      const due = deadline(world.state(), policy)
      const timed = !['stopped', 'refused'].includes(world.state().is)
      // Whatever waits for something has a deadline; whatever waits for nothing has none.
      expect([label, Number.isFinite(due)]).toEqual([label, timed])
      return `${label} → ${world.state().is}${world
        .effects()
        .map((effect) => `, ${effect}`)
        .join('')}`
    })
    expect(rows).toMatchSnapshot()
  })
})
