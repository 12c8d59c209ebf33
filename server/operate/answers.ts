/**
 * What the operator asks of the data, answered as bytes: the same answers whether a running server gives them over
 * its socket or the command opened the folder by itself. An answer can be told from one that was cut off: a backup
 * has an end of its own, the others end with a line that says so. It refuses to know who asks.
 */
import type { Capture, Finding, PadRecord, Storage } from '../storage/storage.ts'
import { type BackupPad, encodeBackup } from './backup-format.ts'

export const ASKS = ['backup', 'verify', 'pads'] as const
export type Ask = (typeof ASKS)[number]

/** One pad as `holdfast pads` shows it. Times are milliseconds since 1970. */
export interface PadLine extends PadRecord {
  /** `deleted` can be restored, `gone` cannot. */
  readonly state: 'live' | 'deleted' | 'gone'
  /** What its document takes where it is stored. */
  readonly bytes: number
  /** How many are in it now. */
  readonly people: number
}

/** Something damaged, and whether its pad suffers from it. */
export interface FindingLine extends Finding {
  readonly title?: string
  /** True when the document can be read whole all the same: the bytes were a copy that nothing needs. */
  readonly whole?: boolean
}

/** The last line of an answer in lines. */
export interface EndLine {
  readonly end: true
  readonly pads: number
  readonly files?: number
  readonly bytes?: number
}

export interface AnswersDeps {
  readonly storage: Pick<Storage, 'capture' | 'check'>
  people(padId: string): number
  now(): number
  /** Version of the program. */
  readonly version: string
}

export type Answers = Readonly<Record<Ask, () => AsyncGenerator<Uint8Array>>>

const line = (facts: PadLine | FindingLine | EndLine): Uint8Array => Buffer.from(`${JSON.stringify(facts)}\n`)

async function* backupPads(capture: Capture): AsyncGenerator<BackupPad> {
  for (const { record, purged } of capture.pads) {
    const { snapshot, updates, damage } = await capture.load(record.id)
    yield {
      record,
      purged,
      ...(damage !== undefined && { damage }),
      updates: snapshot === undefined ? updates : [snapshot, ...updates],
    }
  }
}

export const createAnswers = ({ storage, people, now, version }: AnswersDeps): Answers => {
  async function* captured(
    answer: (capture: Capture) => AsyncGenerator<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    const capture = storage.capture()
    try {
      yield* answer(capture)
    } finally {
      capture.release()
    }
  }

  async function* pads(capture: Capture): AsyncGenerator<Uint8Array> {
    for (const { record, purged } of capture.pads) {
      const state = purged ? 'gone' : record.deletedAt === undefined ? 'live' : 'deleted'
      yield line({ ...record, state, bytes: await capture.size(record.id), people: people(record.id) })
    }
    yield line({ end: true, pads: capture.pads.length })
  }

  async function* verify(capture: Capture): AsyncGenerator<Uint8Array> {
    const { files, bytes, findings } = await storage.check()
    for (const finding of findings) {
      const pad = capture.pads.find(({ record }) => record.id === finding.padId)
      if (pad === undefined) yield line(finding)
      else {
        const { damage } = await capture.load(pad.record.id)
        yield line({ ...finding, title: pad.record.title, whole: damage === undefined })
      }
    }
    yield line({ end: true, pads: capture.pads.length, files, bytes })
  }

  return {
    backup: () =>
      captured((capture) =>
        encodeBackup({ takenAt: now(), product: version, pads: capture.pads.length }, backupPads(capture)),
      ),
    verify: () => captured(verify),
    pads: () => captured(pads),
  }
}
