/**
 * What one test saw of one case, kept as a file of its own, because the tests run in several processes. The
 * matrix is made of these files when all have run.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StoryPerson } from '../stories/people.ts'

/** The wire as programs see it, and the three clients as people do. */
export const COLUMNS = ['wire', 'socket-only', 'five-attempts', 'holdfast'] as const
export type Column = (typeof COLUMNS)[number]

export interface Seen {
  readonly id: string
  readonly column: Column
  readonly browser?: string
  readonly expected: string
  readonly seen: string
  /** Each person's screen at the end: name and file, seen from the page of the matrix. */
  readonly pictures?: readonly Picture[]
}

/** A page that hangs is not waited for. */
const PICTURE_MS = 5_000

export interface Picture {
  readonly of: string
  readonly file: string
}

const FOLDER = 'test-results/matrix'

export function record(seen: Seen): void {
  mkdirSync(FOLDER, { recursive: true })
  const name = [seen.id, seen.column, seen.browser].filter((part) => part !== undefined).join('.')
  writeFileSync(join(FOLDER, `${name}.json`), JSON.stringify(seen))
}

/** One picture of each person's screen; a page that is gone has none. */
export async function picturesOf(people: readonly StoryPerson[], name: string): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const { name: of, page } of people) {
    const file = `matrix/${name}.${of}.jpeg`
    await page
      .screenshot({ path: `test-results/${file}`, type: 'jpeg', quality: 60, timeout: PICTURE_MS })
      .then(
        () => pictures.push({ of, file }),
        () => undefined,
      )
  }
  return pictures
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
