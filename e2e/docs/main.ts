/** `npm run docs`: writes the generated tables and files anew, and removes files whose data is gone. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GENERATED_PAGES, generatedFiles, isGenerated, regenerate } from './generated.ts'

function write(path: string, text: string): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (text === before) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  process.stdout.write(`${path} written\n`)
}

for (const page of GENERATED_PAGES) write(page, regenerate(readFileSync(page, 'utf8')))
const made = generatedFiles()
for (const { path, text } of made) write(path, text)
const known = new Set(made.map(({ path }) => path))
const lying = readdirSync('proxy-configs', { recursive: true, encoding: 'utf8' })
  .map((path) => join('proxy-configs', path))
  .filter((path) => isGenerated(path) && statSync(path).isFile())
for (const path of lying.filter((each) => !known.has(each))) {
  rmSync(path)
  process.stdout.write(`${path} removed\n`)
}
