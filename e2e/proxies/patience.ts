/**
 * How long nobody answers before it counts as hanging, told in turns of this process instead of by the clock: a
 * machine that has no time for us makes nobody hang. Refuses to know what is waited for.
 */
const TURN_MS = 100

/** Calls back when the patience is over; the answer stops it. */
export function afterPatience(milliseconds: number, call: () => void): () => void {
  let left = Math.ceil(milliseconds / TURN_MS)
  const turns = setInterval(() => {
    left -= 1
    if (left > 0) return
    clearInterval(turns)
    call()
  }, TURN_MS)
  return () => clearInterval(turns)
}
