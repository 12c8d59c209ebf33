/**
 * From a wish to durable records: collects what is asked for within a commit window, plans it, commits it, and
 * takes it into the index. Knows whether writing works at the moment, and finds out by itself when it does again.
 * It refuses to know snapshots and what callers do with an error.
 */
import { crc32 } from 'node:zlib'
import type { Timer } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { FileSystem } from '../file-system.ts'
import { StorageError } from '../storage.ts'
import { createCommitQueue, type LogClock } from './commit-queue.ts'
import { apply, type Entry, type PadIndex, type SegmentState } from './pad-index.ts'
import { decodeBirth } from './payload.ts'
import { createPlan, type Plan, type PlannedRecord } from './plan.ts'
import { createTail, type Placed } from './tail.ts'

export interface Writer {
  /** Runs `plan` when its commit is built; resolves with its answer when the commit is durable. */
  write<Result>(plan: (plan: Plan) => Result): Promise<Result>
  /** Why writing fails at the moment. */
  failure(): string | undefined
  /** The segment that must stay whatever it holds. */
  currentSegment(): number
  /** Finishes what waits and seals the log. */
  close(): Promise<void>
}

interface Job {
  plan(plan: Plan): void
  done(): void
  failed(error: unknown): void
}

/** Between two attempts to find out by ourselves whether a failing disk takes writes again. */
const PROBE_MS = 1000

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export const writeFailed = (error: unknown): StorageError =>
  new StorageError(
    'write-failed',
    `Nothing was stored: ${reasonOf(error)}. Free space or mend the disk; writing is tried again by itself.`,
    { cause: error },
  )

const entryOf = (header: PlannedRecord, placed: Placed): Entry => {
  const segment = placed.segment.number
  const facts = header.facts === undefined ? {} : { facts: header.facts }
  if (header.type === 'pad') return { header, segment, ...facts }
  const start = header.type === 'birth' ? decodeBirth(header.payload).updateStart : 0
  const update = header.payload.subarray(start)
  const position = {
    segment,
    offset: placed.payloadStart + start,
    length: update.length,
    checksum: crc32(update),
  }
  return { header, segment, ...facts, position }
}

export const createWriter = (
  options: {
    readonly folder: string
    readonly segmentBytes: number
    readonly commitWindowMs: number
    readonly last: SegmentState
  },
  deps: {
    readonly fileSystem: FileSystem
    readonly log: Log
    readonly clock: LogClock
    readonly random32: () => number
    readonly pads: PadIndex
    readonly segments: Map<number, SegmentState>
    readonly committing?: (() => () => void) | undefined
  },
): Writer => {
  const { clock, log, pads, segments } = deps
  let closing = false
  let failure: string | undefined
  let probing: Timer | undefined
  const tail = createTail(options, { ...deps, begun: (segment) => segments.set(segment.number, segment) })

  const worked = (): void => {
    if (failure !== undefined) log.info('storage.writes-again', { reason: failure })
    failure = undefined
    probing?.cancel()
    probing = undefined
  }

  const broke = (error: unknown): void => {
    if (failure === undefined) log.error('storage.write-failed', { reason: reasonOf(error) })
    failure = reasonOf(error)
    if (!closing) probing ??= clock.after(PROBE_MS, probe)
  }

  /** An empty commit through the same queue as every other, so that two never write at once. */
  const probe = (): void => {
    probing = undefined
    queue.add({ plan: () => undefined, done: () => undefined, failed: () => undefined })
  }

  const commit = async (batch: Job[]): Promise<void> => {
    const plan = createPlan(pads, clock.now())
    const accepted: Job[] = []
    for (const job of batch) {
      try {
        job.plan(plan)
        accepted.push(job)
      } catch (error) {
        job.failed(error)
      }
    }
    try {
      if (failure !== undefined) await tail.recover(clock.now())
      const committed = plan.records.length === 0 ? undefined : deps.committing?.()
      const placed = plan.records.length === 0 ? [] : await tail.commit(plan.records, clock.now())
      committed?.()
      placed.forEach((place, at) => {
        const record = plan.records[at]
        if (record !== undefined) apply(pads, place.segment, entryOf(record, place))
      })
      worked()
      for (const job of accepted) job.done()
    } catch (error) {
      broke(error)
      for (const job of accepted) job.failed(writeFailed(error))
    }
  }
  const queue = createCommitQueue<Job>({ windowMs: options.commitWindowMs }, { clock, commit })

  return {
    write: <Result>(plan: (plan: Plan) => Result) =>
      new Promise<Result>((settle, fail) => {
        let answer: { readonly value: Result } | undefined
        queue.add({
          plan: (current) => {
            answer = { value: plan(current) }
          },
          done: () => {
            if (answer !== undefined) settle(answer.value)
          },
          failed: fail,
        })
      }),
    failure: () => failure,
    currentSegment: () => tail.current(),
    async close() {
      closing = true
      probing?.cancel()
      probing = undefined
      await queue.drain()
      await tail.close(clock.now())
    },
  }
}
