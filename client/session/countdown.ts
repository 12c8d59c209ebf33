/** Counts seconds down for a person: says how many are left, and has them told anew while they run. */
export interface CountdownDeps {
  wait(milliseconds: number): Promise<void>
  now(): number
  /** Something that is counted has changed. */
  tell(): void
}

/** Answers whole seconds until a moment, 0 when it has passed; tells again a second later. */
export const createCountdown = (deps: CountdownDeps): ((until: number) => number) => {
  let running = false
  return (until) => {
    if (!running) {
      running = true
      void deps.wait(1000).then(() => {
        running = false
        deps.tell()
      })
    }
    return Math.max(0, Math.ceil((until - deps.now()) / 1000))
  }
}
