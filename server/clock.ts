/** Time as the server sees it, passed in so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  after(milliseconds: number, call: () => void): Timer
  every(milliseconds: number, call: () => void): Timer
  /** Calls back when the events that are already waiting were handled (setImmediate). */
  endOfTick(call: () => void): void
}

export interface Timer {
  cancel(): void
}

/** The machine's own clock. Its timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds).unref()
    return { cancel: () => clearTimeout(timer) }
  },
  every: (milliseconds, call) => {
    const timer = setInterval(call, milliseconds).unref()
    return { cancel: () => clearInterval(timer) }
  },
  endOfTick: (call) => {
    setImmediate(call)
  },
}
