/** Time as the connection sees it, passed in so that tests can hold it still. */
export interface Timers {
  /** Milliseconds; only differences count. */
  now(): number
  /** Calls back once; the answer stops it. */
  after(milliseconds: number, call: () => void): () => void
}

/** The platform's own, in a browser as in Node. */
export const platformTimers: Timers = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}
