/**
 * From files to one tree: `include` is replaced by what it names, each line keeping its own file and number. A
 * relative name counts from the folder of nginx.conf (ngx_core_module, include); a file of conf.d given alone is
 * therefore looked up from its own folder and those above it. `nginx -T` prints all files in one text.
 */
import { bounded, type Files, filesOf, folderOf, isPattern, joined } from '../files.ts'
import type { Oddity, Parsed, Statement } from '../statement.ts'
import { parseNginx } from './syntax.ts'

const DUMPED = /^# configuration file (.+):$/

/** The files of an `nginx -T`, the main one first; undefined where the text is no such output. */
export function dumpedFiles(text: string): ReadonlyMap<string, string> | undefined {
  const files = new Map<string, string[]>()
  let current: string[] | undefined
  for (const line of text.split('\n')) {
    const header = DUMPED.exec(line)
    if (header) {
      current = []
      files.set(header[1] as string, current)
    } else current?.push(line)
  }
  if (files.size === 0) return undefined
  return new Map([...files].map(([name, lines]) => [name, lines.join('\n')]))
}

/** A line that includes: by a pattern or a name, and whether that led to any file. */
export interface Include {
  readonly statement: Statement
  readonly isPattern: boolean
  readonly isFound: boolean
}

export interface NginxTexts extends Parsed {
  readonly includes: readonly Include[]
}

const DEEPEST_INCLUDE = 10

export function readNginx(name: string, text: string, files: Files): NginxTexts {
  const dump = dumpedFiles(text)
  const [main, mainText] = dump ? ([...dump][0] as [string, string]) : [name, text]
  const from = bounded(dump ? filesOf(dump) : files)
  const oddities: Oddity[] = []
  const includes: Include[] = []

  const found = (path: string): readonly string[] => {
    for (const folder of [folderOf(main), ...(path.startsWith('/') ? [] : parentsOf(folderOf(main)))]) {
      const full = joined(folder, path)
      const names = isPattern(path) ? from.matching(full) : from.read(full) === undefined ? [] : [full]
      if (names.length > 0) return names
    }
    return []
  }

  const expand = (file: string, content: string, trail: readonly string[]): readonly Statement[] => {
    const parsed = parseNginx(file, content)
    oddities.push(...parsed.oddities)
    const expandAll = (statements: readonly Statement[]): readonly Statement[] =>
      statements.flatMap((statement) => {
        if (statement.block) return [{ ...statement, block: expandAll(statement.block) }]
        const [path] = statement.args
        if (statement.name !== 'include' || path === undefined) return [statement]
        const names = found(path)
        includes.push({ statement, isPattern: isPattern(path), isFound: names.length > 0 })
        return names.flatMap((each) => {
          const included =
            trail.includes(each) || trail.length > DEEPEST_INCLUDE ? undefined : from.read(each)
          return included === undefined ? [] : expand(each, included, [...trail, each])
        })
      })
    return expandAll(parsed.statements)
  }
  return { statements: expand(main, mainText, [main]), oddities, includes }
}

function parentsOf(folder: string): readonly string[] {
  const parent = folderOf(folder)
  return parent === '' || parent === folder ? [] : [parent, ...parentsOf(parent)]
}
