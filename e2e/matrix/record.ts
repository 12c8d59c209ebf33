/**
 * What one test saw of one case, kept as a file of its own, because the tests run in several processes. The
 * matrix is made of these files when all have run.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The wire as programs see it, and the three clients as people do. */
export const COLUMNS = ['wire', 'socket-only', 'five-attempts', 'holdfast'] as const
export type Column = (typeof COLUMNS)[number]

export interface Seen {
  readonly id: string
  readonly column: Column
  readonly browser?: string
  readonly expected: string
  readonly seen: string
}

const FOLDER = 'test-results/matrix'

export function record(seen: Seen): void {
  mkdirSync(FOLDER, { recursive: true })
  const name = [seen.id, seen.column, seen.browser].filter((part) => part !== undefined).join('.')
  writeFileSync(join(FOLDER, `${name}.json`), JSON.stringify(seen))
}

export const recorded = (): readonly Seen[] => {
  try {
    return readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Seen)
  } catch {
    return []
  }
}
