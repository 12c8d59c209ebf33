/**
 * What happened minute by minute over the last day, in memory of this process: enough for a picture, and gone with
 * the process. Takes the facts as they were counted since the start, and keeps what each minute added.
 */

import type { Facts } from './facts.ts'
import { between, type Measured, quantile } from './histogram.ts'
import { refusalsByCode, strippedIn } from './metrics.ts'
import { TRANSPORTS } from './tally.ts'

export interface Minute {
  /** Milliseconds since 1970 of its end. */
  readonly at: number
  /** Clients at its end, by transport. */
  readonly websocket: number
  readonly exchange: number
  readonly joins: number
  readonly reconnects: number
  readonly stripped: number
  readonly updates: number
  /** By code; only what was refused within it. */
  readonly refused: Readonly<Record<string, number>>
  /** Milliseconds within which 95 of 100 edits were on the disk, as a bound; null when there were none. */
  readonly savedWithin: number | null
}

export interface History {
  /** A minute is over. */
  add(at: number, facts: Facts): void
  /** Oldest first; the last one is the minute that runs, as far as it has come. */
  minutes(at: number, facts: Facts): readonly Minute[]
  /** How long edits took to be on the disk, over the last whole hour and the minute that runs. */
  saving(facts: Facts): Measured
}

const DAY_MINUTES = 24 * 60
const HOUR_MINUTES = 60

export function createHistory(): History {
  const minutes: Minute[] = []
  /** The counts of an hour ago come first. */
  const hour: Measured[] = []
  let before: Facts | undefined

  return {
    add: (at, facts) => {
      minutes.push(minuteOf(at, before, facts))
      if (minutes.length > DAY_MINUTES) minutes.shift()
      hour.push(facts.counts.acknowledgements)
      if (hour.length > HOUR_MINUTES) hour.shift()
      before = facts
    },
    minutes: (at, facts) => [...minutes, minuteOf(at, before, facts)],
    saving: ({ counts }) => {
      const since = hour.length < HOUR_MINUTES ? undefined : hour[0]
      return since ? between(since, counts.acknowledgements) : counts.acknowledgements
    },
  }
}

const sum = (byTransport: Facts['counts']['joins']) =>
  TRANSPORTS.reduce((all, transport) => all + byTransport[transport], 0)

function minuteOf(at: number, before: Facts | undefined, now: Facts): Minute {
  const added = (read: (facts: Facts) => number) => read(now) - (before ? read(before) : 0)
  const saved = before
    ? between(before.counts.acknowledgements, now.counts.acknowledgements)
    : now.counts.acknowledgements
  return {
    at,
    ...now.counts.peers,
    joins: added(({ counts }) => sum(counts.joins)),
    reconnects: added(({ counts }) => sum(counts.reconnects)),
    stripped: added(strippedIn),
    updates: added(({ counts }) => counts.updates),
    refused: refusedBetween(before, now),
    savedWithin: inMilliseconds(quantile(saved, 0.95)),
  }
}

function refusedBetween(before: Facts | undefined, now: Facts): Readonly<Record<string, number>> {
  const earlier = before ? refusalsByCode(before) : {}
  const added = Object.entries(refusalsByCode(now)).map(([code, count]) => [
    code,
    count - (earlier[code] ?? 0),
  ])
  return Object.fromEntries(added.filter(([, count]) => count !== 0))
}

/** JSON knows no Infinity: what took longer than any bound is told as the longest number it knows to be exceeded. */
export const inMilliseconds = (seconds: number | undefined): number | null =>
  seconds === undefined ? null : Math.min(seconds, LONGER_THAN_MEASURED_S) * 1000

/** Stands for "longer than the last bound". */
const LONGER_THAN_MEASURED_S = 60
