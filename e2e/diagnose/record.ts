/** What the connection check concluded of one case, kept as a file of its own: the tests run in several processes. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Concluded } from './run-check.ts'

const FOLDER = 'test-results/diagnose-cases'

export function keep(seen: { readonly id: string } & Pick<Concluded, 'kind' | 'found' | 'checks'>): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `${seen.id}.json`), `${JSON.stringify(seen, null, 1)}\n`)
}
