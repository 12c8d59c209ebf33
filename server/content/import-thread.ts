/**
 * The edge to Node's threads: starts import-worker and turns its events into answers. The worker's file is the
 * built one; a thread has no compiler.
 */
import { Worker } from 'node:worker_threads'
import type { ImportAnswer, ImportThread } from './importer.ts'

/** Megabytes a thread may use; 4 MB of prose take less than half. */
const MAX_HEAP_MB = 512

export function startImportThread(
  answer: (answer: ImportAnswer) => void,
  file: URL = new URL('./import-worker.js', import.meta.url),
): ImportThread {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } })
  // Whoever waits for an answer has a connection open; a thread alone must not keep the process.
  worker.unref()
  worker.on('message', answer)
  worker.on('error', (failure: NodeJS.ErrnoException) => answer(failed(failure)))
  worker.on('exit', (code) => answer({ failed: `the import thread ended by itself with code ${code}` }))
  return {
    ask: (markdown) => worker.postMessage(markdown),
    end: () => worker.terminate().then(() => {}),
  }
}

const failed = (failure: NodeJS.ErrnoException): ImportAnswer =>
  failure.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { exhaustedMegabytes: MAX_HEAP_MB }
    : { failed: String(failure.stack ?? failure) }
