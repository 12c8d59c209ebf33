/**
 * Looks at every door with the doctor, again and again, and keeps what it saw last. A door whose switch was turned
 * is looked at first. Never makes anything on the server. Knows neither pages nor sockets.
 */
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'
import { type Door, hopPort, proxiesOf } from '../doors.ts'

export interface Sight {
  readonly door: Door
  /** undefined until it was looked at for the first time. */
  readonly diagnosis: Diagnosis | undefined
  /** Milliseconds since 1970 of the last look. */
  readonly at: number | undefined
  /** Its configuration changed since, and it is being looked at. */
  readonly isLookedAtAnew: boolean
}

export interface WatchOptions {
  readonly doors: readonly Door[]
  readonly ports: number
  /** The name people type. */
  readonly host: string
  /** Milliseconds from the end of one round to the next. */
  readonly every: number
  /** Seconds without an answer after which one counts as missing. */
  readonly patience: number
  /** How many doors are looked at side by side. */
  readonly abreast: number
}

export interface WatchDeps {
  diagnose(
    url: string,
    options: {
      readonly readOnly: true
      readonly hops: readonly string[]
      readonly direct: string | undefined
      readonly resolve: Readonly<Record<string, string>>
      readonly patience: number
    },
  ): Promise<Diagnosis>
  /** IP address at which a door listens. */
  addressOf(door: Door): Promise<string>
  /** Milliseconds since 1970. */
  now(): number
  after(milliseconds: number, call: () => void): () => void
  say(line: string): void
  changed(sight: Sight): void
}

export interface Watch {
  sights(): readonly Sight[]
  /** Look at this one as soon as possible: it is no longer what it was. */
  lookAnew(door: string): void
  close(): Promise<void>
}

export function createWatch(options: WatchOptions, deps: WatchDeps): Watch {
  const { doors, ports, host, every, patience, abreast } = options
  const sights = new Map<string, Sight>(
    doors.map((door) => [door.name, { door, diagnosis: undefined, at: undefined, isLookedAtAnew: false }]),
  )
  /** How often each door's switch was turned. */
  const turns = new Map<string, number>()
  let queue: Door[] = []
  let closed = false
  let cancel: (() => void) | undefined
  const working = new Set<Promise<void>>()

  const keep = (sight: Sight) => {
    sights.set(sight.door.name, sight)
    deps.changed(sight)
  }

  const look = async (door: Door) => {
    const turn = turns.get(door.name)
    try {
      const { url, hops, direct } = await addressesOf(door)
      const resolve = { [host]: await deps.addressOf(door) }
      const diagnosis = await deps.diagnose(url, { readOnly: true, hops, direct, resolve, patience })
      // Turned meanwhile: what was seen may be of before, and somebody looks anew.
      if (turn === turns.get(door.name)) keep({ door, diagnosis, at: deps.now(), isLookedAtAnew: false })
    } catch (failure) {
      deps.say(`${door.name}: could not be looked at: ${failure}`)
    }
  }

  /** What the doctor asks: the door, and where there are several proxies each of them and the app by itself. */
  const addressesOf = async (door: Door) => {
    const [url = '', ...hops] = [0, ...proxiesOf(door).keys()]
      .slice(proxiesOf(door).length > 0 ? 1 : 0)
      .map((index) => `http://${host}:${hopPort(door, index, ports)}/`)
    const app = hops.length === 0 ? undefined : doors.find(({ between }) => between === 'nothing')
    const direct = app && `http://${await deps.addressOf(app)}:${hopPort(app, 0, ports)}/`
    return { url, hops, direct }
  }

  const work = () => {
    while (!closed && working.size < abreast && queue.length > 0) {
      const door = queue.shift() as Door
      const job: Promise<void> = look(door).finally(() => {
        working.delete(job)
        if (!closed && queue.length === 0 && working.size === 0) cancel = deps.after(every, round)
        else work()
      })
      working.add(job)
    }
  }
  const round = () => {
    cancel = undefined
    queue = [...new Set([...queue, ...doors])]
    work()
  }

  round()
  return {
    sights: () => [...sights.values()],
    lookAnew: (name) => {
      const sight = sights.get(name)
      if (sight === undefined || closed) return
      turns.set(name, (turns.get(name) ?? 0) + 1)
      queue = [sight.door, ...queue.filter(({ name: other }) => other !== name)]
      keep({ ...sight, isLookedAtAnew: sight.diagnosis !== undefined })
      cancel?.()
      cancel = undefined
      work()
    },
    close: async () => {
      closed = true
      cancel?.()
      await Promise.all(working)
    },
  }
}
