/**
 * The repository as the house rules see it: its files, their text, the names in it,
 * and what each file imports.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { matchesInCode, without } from './scan.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  /** As written between the quotes. */
  readonly specifier: string
  /** Path from the root for our own files, else undefined. */
  readonly file: string | undefined
  /** Package name (`@scope/name`), or `node:…`, for everything else. */
  readonly package: string | undefined
}

/** What .gitignore leaves out, and git itself; a clone without git must be checkable too. */
const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'data', 'test-results'])

/** Every file of the work tree that belongs to the repository, new ones included. */
export const files = (folder = ''): readonly string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name) && !entry.name.endsWith('.tsbuildinfo'))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? files(path) : [path]
    })

export const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

export const isTest = (file: string): boolean => /\.(test|spec)\.ts$/.test(file)

export const sources = (): readonly string[] => files().filter((file) => file.endsWith('.ts'))

/** Comments and the insides of strings blanked: what is left are names. */
export const namesOnly = (source: string): string => without(source, ['comment', 'string', 'pattern'])

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])([^'"\n]+)\1/g

export function imports(file: string, source = text(file)): readonly Import[] {
  return matchesInCode(source, IMPORT).map((match) => {
    const specifier = match[2] as string
    if (specifier.startsWith('.')) {
      return { specifier, file: normalize(join(dirname(file), specifier)), package: undefined }
    }
    if (specifier.startsWith('node:')) return { specifier, file: undefined, package: specifier }
    const parts = specifier.split('/')
    const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
    return { specifier, file: undefined, package: name }
  })
}
