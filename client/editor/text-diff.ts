/**
 * What changed between two versions of one line, as one replaced stretch, and where a caret goes when someone
 * else changed the line. Pure; counts in UTF-16 units as Y.Text and inputs do, but never cuts a character of
 * two units in half.
 */
export interface TextChange {
  readonly at: number
  readonly removed: number
  readonly inserted: string
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/**
 * The smallest replaced stretch. `caret` is where the caret stands in `after`: typing the second of two equal
 * letters is then seen where it happened, and not merged with someone else's change elsewhere.
 */
export const diffText = (before: string, after: string, caret = after.length): TextChange | undefined => {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  // What stands behind the caret was not typed just now.
  const behind = Math.min(after.length - Math.min(caret, after.length), shorter)
  let tail = 0
  while (
    tail < behind &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1
  }
  let head = 0
  while (head < shorter - tail && before.charCodeAt(head) === after.charCodeAt(head)) head += 1
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1
  }
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) head -= 1
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail -= 1
  return { at: head, removed: before.length - tail - head, inserted: after.slice(head, after.length - tail) }
}

/** Where a position in the old line is in the new one. */
export const moveThrough = (position: number, change: TextChange): number => {
  if (position <= change.at) return position
  if (position >= change.at + change.removed) return position - change.removed + change.inserted.length
  return change.at + Math.min(position - change.at, change.inserted.length)
}
