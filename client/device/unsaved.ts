/**
 * How many changes in a local copy the server has not confirmed, counted so that several tabs on one copy can
 * neither lose nor double a count: each tab writes only its own total, and what is confirmed only ever grows.
 * For words alone: whether something is unsaved is decided by comparing documents where that is possible.
 */

/** Per tab: changes it made, and how many of them the server confirmed. */
export type Tallies = Readonly<Record<string, readonly [made: number, confirmed: number]>>

export const unsavedIn = (tallies: Tallies): number =>
  Object.values(tallies).reduce((sum, [made, confirmed]) => sum + Math.max(0, made - confirmed), 0)

/** Totals only grow, whoever reports them and in which order. */
export const joined = (a: Tallies, b: Tallies): Tallies => {
  const all: Record<string, readonly [number, number]> = { ...a }
  for (const [tab, [made, confirmed]] of Object.entries(b)) {
    const [madeBefore, confirmedBefore] = all[tab] ?? [0, 0]
    all[tab] = [Math.max(madeBefore, made), Math.max(confirmedBefore, confirmed)]
  }
  return all
}

/** Everything counted here is confirmed; changes made since, by other tabs, are not touched by it. */
export const confirmed = (tallies: Tallies): Tallies =>
  Object.fromEntries(Object.entries(tallies).map(([tab, [made]]) => [tab, [made, made]]))

/** Without the tabs that owe nothing; a tab still open writes its total again with its next change. */
export const owing = (tallies: Tallies): Tallies =>
  Object.fromEntries(Object.entries(tallies).filter(([, [made, done]]) => made > done))
