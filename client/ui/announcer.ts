/**
 * Tells screen readers what changed, without chatter: a sentence is spoken only after it has been true for a
 * while, and never twice in a row.
 */
import { element, setText } from './element.ts'

const SETTLE_MS = 1200

export const createAnnouncer = (deps: {
  setTimeout(run: () => void, ms: number): number
  clearTimeout(timer: number): void
}) => {
  const region = element('p', { class: 'unseen', 'aria-live': 'polite', role: 'status' })
  let timer: number | undefined
  return {
    element: region,
    say(sentence: string): void {
      if (timer !== undefined) deps.clearTimeout(timer)
      timer = deps.setTimeout(() => {
        timer = undefined
        setText(region, sentence)
      }, SETTLE_MS)
    },
    close(): void {
      if (timer !== undefined) deps.clearTimeout(timer)
      region.remove()
    },
  }
}
