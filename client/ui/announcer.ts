/**
 * Tells screen readers what changed, without chatter: news is spoken once it has been true for a while, never
 * twice in a row, and not at all when it passed before it was spoken. A sentence may change while its news stays
 * (a countdown runs, one more letter is kept): that is no news.
 */
const SETTLE_MS = 1200

interface Timers {
  setTimeout(run: () => void, ms: number): number
  clearTimeout(timer: number): void
}

/** `first` is what needs no telling. */
export const createAnnouncer = (first: string, speak: (sentence: string) => void, deps: Timers) => {
  let spoken = first
  let coming: { readonly news: string; readonly timer: number; sentence: string } | undefined

  const wait = (): void => {
    if (coming) deps.clearTimeout(coming.timer)
    coming = undefined
  }
  const speakNow = (): void => {
    if (!coming) return
    spoken = coming.news
    speak(coming.sentence)
    coming = undefined
  }
  return {
    say(news: string, sentence: string): void {
      if (coming?.news === news) {
        coming.sentence = sentence
        return
      }
      wait()
      if (news !== spoken) coming = { news, sentence, timer: deps.setTimeout(speakNow, SETTLE_MS) }
    },
    /** What was about to be said is not certain any more. */
    wait,
  }
}
