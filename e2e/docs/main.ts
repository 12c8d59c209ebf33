/** `npm run docs`: writes the generated tables anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { GENERATED_PAGES, regenerate } from './generated.ts'

for (const page of GENERATED_PAGES) {
  const before = readFileSync(page, 'utf8')
  const after = regenerate(before)
  if (after === before) continue
  writeFileSync(page, after)
  process.stdout.write(`${page} written\n`)
}
