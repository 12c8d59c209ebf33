/** What runs on the import thread: one text in, one answer out. */
import { parentPort } from 'node:worker_threads'
import { ContentError } from './content-error.ts'
import { importMarkdown } from './import-markdown.ts'
import type { ImportAnswer } from './importer.ts'

parentPort?.on('message', (markdown: string) => {
  parentPort?.postMessage(answer(markdown))
})

function answer(markdown: string): ImportAnswer {
  try {
    return { imported: importMarkdown(markdown) }
  } catch (failure) {
    // Errors lose their class on the way between threads, so a refusal travels as data.
    if (failure instanceof ContentError) return { refused: { code: failure.code, message: failure.message } }
    return { failed: String((failure as Error).stack ?? failure) }
  }
}
