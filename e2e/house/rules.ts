/**
 * The behaviour rules and the tests that prove them, read from where people read and write them: the tables in
 * docs/behaviour/*.md and the titles of the tests. Knows the form of both and nothing of their content.
 */
import { matchesInCode } from './scan.ts'
import { files, sources, text } from './sources.ts'

export interface Rule {
  readonly id: string
  readonly rule: string
  readonly page: string
}

export const pages = (): readonly string[] =>
  files().filter((file) => /^docs\/behaviour\/[a-z0-9-]+\.md$/.test(file))

const ROW = /^\|\s*([A-Z][A-Z0-9]\d+)\s*\|\s*(.*?)\s*\|\s*$/

export const rules = (): readonly Rule[] =>
  pages().flatMap((page) =>
    text(page)
      .split('\n')
      .flatMap((line) => {
        const row = ROW.exec(line)
        return row === null ? [] : [{ id: row[1] as string, rule: row[2] as string, page }]
      }),
  )

export interface Title {
  readonly file: string
  readonly title: string
  /** Ids in the brackets the title begins with; empty when it begins otherwise. */
  readonly ids: readonly string[]
}

const TEST =
  /(?<![\w.])(?:test|it)(?:\s*\.\s*(?:each|concurrent|sequential|for)(?:\s*\((?:[^()]|\([^()]*\))*\))?)*\s*\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g

export const titlesIn = (file: string, source: string): readonly Title[] =>
  matchesInCode(source, TEST).map((match) => {
    const title = match[2] as string
    const brackets = /^\[([A-Z0-9, ]+)\] \S/.exec(title)
    return { file, title, ids: brackets === null ? [] : (brackets[1] as string).split(/,\s*/) }
  })

/** Titles of all tests; a suite that several engines pass stands in a file without `.test` in its name. */
export const titles = (): readonly Title[] =>
  sources()
    .filter((file) => /from '(vitest|@playwright\/test)'|harness\/.*fixtures?\.ts'/.test(text(file)))
    .flatMap((file) => titlesIn(file, text(file)))
