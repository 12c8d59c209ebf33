/**
 * Says what goes on for hours once an hour: a source that was logged stays quiet for that long. Knows sources
 * only as texts.
 */
export interface Hourly {
  /** Whether this is the first time within the hour. */
  isFirst(source: string): boolean
}

const QUIET_MS = 60 * 60 * 1000
/** Sources remembered at once; more than that is no longer a list for a person. */
const MAX_SOURCES = 1000

export function createHourly(clock: { now(): number }): Hourly {
  const told = new Map<string, number>()
  return {
    isFirst: (source) => {
      const now = clock.now()
      for (const [known, since] of told) {
        if (now - since < QUIET_MS) break
        told.delete(known)
      }
      if (told.has(source) || told.size >= MAX_SOURCES) return false
      told.set(source, now)
      return true
    },
  }
}
