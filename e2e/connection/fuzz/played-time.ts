/**
 * Time that stands still until it is told to go on, put in the place of the platform's: y-websocket and
 * y-protocols take timers and the time from there. Must be imported before them, because lib0 keeps `Date.now`.
 * What is due at one moment runs together, then everything that was set off by it, then the next moment.
 */
type Call = (...args: unknown[]) => void

interface Timer {
  at: number
  readonly call: () => void
  readonly every: number | undefined
}

const real = {
  now: Date.now.bind(Date),
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
}

let playing = false
let now = 0
let nextId = 1
const timers = new Map<number, Timer>()

Date.now = () => (playing ? now : real.now())

const add = (call: () => void, milliseconds = 0, every?: number) => {
  const id = nextId++
  timers.set(id, { at: now + Math.max(0, milliseconds), call, every })
  return { [Symbol.toPrimitive]: () => id, id, unref: () => ({ id }), ref: () => ({ id }) }
}
const remove = (timer: { id: number } | undefined) => void timers.delete(timer?.id ?? -1)

/** From here on the platform's time is played. */
export function playTime(): void {
  playing = true
  now = Date.UTC(2026, 0, 1)
  timers.clear()
  Object.assign(globalThis, {
    setTimeout: (call: Call, milliseconds?: number, ...args: unknown[]) =>
      add(() => call(...args), milliseconds),
    setInterval: (call: Call, milliseconds = 1, ...args: unknown[]) =>
      add(() => call(...args), milliseconds, milliseconds),
    clearTimeout: remove,
    clearInterval: remove,
  })
}

export function stopPlaying(): void {
  playing = false
  timers.clear()
  const { now: _now, ...functions } = real
  Object.assign(globalThis, functions)
}

/** Lets everything that can go on without time do so: promises, streams, ends of ticks. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => void setImmediate(resolve))
}

export async function pass(milliseconds: number): Promise<void> {
  const end = now + milliseconds
  await settle()
  for (;;) {
    let at = Number.POSITIVE_INFINITY
    for (const timer of timers.values()) at = Math.min(at, timer.at)
    if (at > end) break
    now = Math.max(now, at)
    for (const [id, timer] of [...timers]) {
      // An earlier one of the same moment may have stopped it.
      if (timer.at > now || !timers.has(id)) continue
      if (timer.every === undefined) timers.delete(id)
      else timer.at = now + timer.every
      timer.call()
    }
    await settle()
  }
  now = end
}
