/**
 * Imports Markdown one text after another on a thread of its own: a hostile text of 4 MB keeps a parser busy for
 * a minute, and nobody's edits may wait for that. Bounded in time, in what may wait, and in what may come out.
 * Knows the thread only by its shape.
 */
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts'
import type { Clock, Timer } from '../clock.ts'
import { ContentError, type ContentErrorCode } from './content-error.ts'
import type { ImportedMarkdown } from './import-markdown.ts'

/** What a thread says about the text it was given. */
export type ImportAnswer =
  | { readonly imported: ImportedMarkdown }
  | { readonly refused: { readonly code: ContentErrorCode; readonly message: string } }
  /** It ended: the text needed more than this. */
  | { readonly exhaustedMegabytes: number }
  /** It ended, and the text is not to blame. */
  | { readonly failed: string }

export interface ImportThread {
  ask(markdown: string): void
  /** Ends it at once, in the middle of whatever it does. */
  end(): Promise<void>
}

export interface ImporterOptions {
  /** Milliseconds one text may take. */
  readonly limitMs?: number
  /** Texts that may wait for the one that is being read. */
  readonly maxWaiting?: number
  /** Milliseconds after which a thread without work is ended; it holds some 50 MB. */
  readonly idleMs?: number
}

export interface ImporterDeps {
  readonly clock: Pick<Clock, 'after'>
  /** Answers once for each question; also when the thread ended by itself. */
  startThread(answer: (answer: ImportAnswer) => void): ImportThread
}

export interface Importer {
  /** Rejects with ContentError: the text is to blame, or `busy`. */
  read(markdown: string): Promise<ImportedMarkdown>
  close(): Promise<void>
}

interface Job {
  readonly markdown: string
  done(imported: ImportedMarkdown): void
  fail(failure: Error): void
}

export function createImporter(options: ImporterOptions, deps: ImporterDeps): Importer {
  const { limitMs = 10_000, maxWaiting = 4, idleMs = 60_000 } = options
  const waiting: Job[] = []
  let current: Job | undefined
  let thread: ImportThread | undefined
  let ending: Promise<void> = Promise.resolve()
  let timer: Timer | undefined
  let closed = false

  function read(markdown: string): Promise<ImportedMarkdown> {
    if (closed) return Promise.reject(busy('The server is stopping.'))
    if (waiting.length >= maxWaiting) {
      return Promise.reject(
        busy(`${waiting.length + 1} imports are under way or waiting, and no more are taken.`),
      )
    }
    return new Promise((done, fail) => {
      waiting.push({ markdown, done, fail })
      next()
    })
  }

  function next(): void {
    if (current !== undefined) return
    timer?.cancel()
    current = waiting.shift()
    if (current === undefined) {
      timer = thread && deps.clock.after(idleMs, endThread)
      return
    }
    timer = deps.clock.after(limitMs, () => giveUp(limitMs))
    thread ??= startThread()
    thread.ask(current.markdown)
  }

  function startThread(): ImportThread {
    const started = deps.startThread((answer) => {
      // A thread that was ended may still have an answer on its way.
      if (thread === started) take(answer)
    })
    return started
  }

  function giveUp(milliseconds: number): void {
    endThread()
    settle((job) => job.fail(costly(`took longer than ${milliseconds / 1000} s to read`)))
  }

  function take(answer: ImportAnswer): void {
    if ('exhaustedMegabytes' in answer) {
      endThread()
      settle((job) => job.fail(costly(`needs more than ${answer.exhaustedMegabytes} MB to be read`)))
    } else if ('failed' in answer) {
      endThread()
      settle((job) => job.fail(new Error(answer.failed)))
    } else if ('refused' in answer) {
      const { code, message } = answer.refused
      settle((job) => job.fail(new ContentError(code, message)))
    } else {
      const { imported } = answer
      const bytes = imported.content.byteLength
      settle((job) =>
        // Whoever opens the pad gets it in one frame.
        bytes <= MAX_FRAME_BYTES
          ? job.done(imported)
          : job.fail(
              costly(
                `becomes a pad of ${bytes} bytes, more than the ${MAX_FRAME_BYTES} a pad can begin with`,
              ),
            ),
      )
    }
  }

  function settle(how: (job: Job) => void): void {
    const job = current
    current = undefined
    if (job !== undefined) how(job)
    next()
  }

  function endThread(): void {
    const ended = thread?.end()
    thread = undefined
    if (ended !== undefined) ending = Promise.all([ending, ended]).then(() => {})
  }

  async function close(): Promise<void> {
    closed = true
    timer?.cancel()
    endThread()
    const left = [...(current ? [current] : []), ...waiting.splice(0)]
    current = undefined
    for (const job of left) job.fail(busy('The server is stopping.'))
    await ending
  }

  return { read, close }
}

const busy = (why: string): ContentError =>
  new ContentError('busy', `${why} Nothing was imported. Try again in a moment.`)

const costly = (what: string): ContentError =>
  new ContentError(
    'markdown-too-costly',
    `The Markdown ${what}. Nothing was imported. Split it into several pads.`,
  )
