/**
 * Faults that nothing outside tells apart: whoever asks gets the same from each of them, times and ids aside. A test
 * compares everything the doctor observes of the members; a class grows only with a decision record that says why.
 */

export interface FaultClass {
  /** Of the catalogue. */
  readonly faults: readonly string[]
  /** Why nobody outside can tell them apart. */
  readonly because: string
}

export const CLASSES: readonly FaultClass[] = []

/** The fault alone, or all that look like it. */
export const classOf = (id: string): readonly string[] =>
  CLASSES.find(({ faults }) => faults.includes(id))?.faults ?? [id]
