/**
 * What a rule says: this fault of the catalogue stands at this place. What it means for people and how it is
 * mended is said by the fault's record, in one place for the whole project.
 */
import type { Place } from './statement.ts'

export interface Finding {
  /** Folder below proxy-configs/faults/. */
  readonly fault: string
  readonly at: Place
  /** What only this file can tell: the value found, the line that wins. */
  readonly detail?: string
}

/** What the caller knows and the file does not say. */
export interface Wanted {
  /** Path below which the app's sockets live, as people's browsers ask for it; begins and ends with a slash. */
  readonly path?: string | undefined
  /** The name people type. */
  readonly host?: string | undefined
  /** Version of the proxy. */
  readonly version?: string | undefined
}

/** What is said of a site that is not judged. */
export const SPARED = 'carries no WebSocket and is taken to need none, because another site here carries it'

/** The part of a path in front of our own `/collab/`: where the pages live. Those of other apps are taken to live at `/`. */
export const baseOf = (path: string): string =>
  path.endsWith('/collab/') ? path.slice(0, -'collab/'.length) : '/'

/** Whether a version is at least another; undefined where it is not known. */
export function atLeast(version: string | undefined, least: string): boolean | undefined {
  if (version === undefined) return undefined
  const numbers = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0)
  const [have, want] = [numbers(version), numbers(least)]
  for (let index = 0; index < want.length; index += 1) {
    const difference = (have[index] ?? 0) - (want[index] as number)
    if (difference !== 0) return difference > 0
  }
  return true
}

/**
 * Who mends the first mends the others with it, because they are the same missing lines seen from another side. A
 * fault stands for itself again where the first is not.
 */
export const uncovered = (
  findings: readonly Finding[],
  covers: Readonly<Record<string, readonly string[]>>,
): readonly Finding[] => {
  const covered = new Set(findings.flatMap(({ fault }) => covers[fault] ?? []))
  return findings.filter(({ fault }) => !covered.has(fault))
}
