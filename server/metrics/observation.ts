/**
 * What the server can tell about itself, put together: gathers the facts when it is asked, and once a minute for
 * the history.
 */
import type { Clock } from '../clock.ts'
import { expose } from './exposition.ts'
import { type FactsDeps, gatherFacts } from './facts.ts'
import { createHistory } from './history.ts'
import { watchProcess } from './process-facts.ts'
import { type Status, statusOf } from './status.ts'

export interface Observation {
  /** In Prometheus's text format. */
  metrics(): Promise<string>
  /** Without pad ids and addresses unless for the administrator. */
  status(administrator: boolean): Promise<Status>
  close(): void
}

export interface ObservationDeps extends Omit<FactsDeps, 'watch' | 'rooms'> {
  readonly rooms: {
    size(): number
    occupied(): readonly { readonly id: string; readonly people: number }[]
  }
  readonly clock: Pick<Clock, 'now' | 'every'>
}

const MINUTE_MS = 60_000

export function createObservation(deps: ObservationDeps): Observation {
  const watch = watchProcess()
  const history = createHistory()
  const facts = () => gatherFacts({ ...deps, watch })
  const minute = deps.clock.every(MINUTE_MS, () => {
    watch.minute()
    void facts().then((gathered) => history.add(deps.clock.now(), gathered))
  })

  return {
    metrics: async () => expose(await facts()),
    status: async (administrator) =>
      statusOf({
        now: deps.clock.now(),
        administrator,
        facts: await facts(),
        history,
        occupied: deps.rooms.occupied,
      }),
    close: () => {
      minute.cancel()
      watch.close()
    },
  }
}
