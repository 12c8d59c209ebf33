/**
 * From texts to a report, whatever proxies they are for. Pure: what it reads besides the texts it is handed as
 * `files`, and what it finds it says as ids of the catalogue with a place.
 */
import type { ProxyName } from '../../proxy-configs/good.ts'
import type { Dialect, Text } from './dialect.ts'
import { DIALECTS } from './dialects.ts'
import type { Files } from './files.ts'
import type { Finding, Wanted } from './finding.ts'
import type { Oddity, Place, Remark } from './statement.ts'

export interface Asked extends Wanted {
  /** Taken for granted instead of recognised. */
  readonly proxy?: ProxyName | undefined
}

/** All texts of one proxy, read as parts of one configuration. */
export interface Linted {
  readonly proxy: ProxyName
  readonly files: readonly string[]
  readonly findings: readonly Finding[]
  readonly oddities: readonly Oddity[]
  readonly spared: readonly Remark[]
  readonly ways: number
}

export interface LintReport {
  readonly configs: readonly Linted[]
  /** Texts in which no proxy's language was recognised. */
  readonly unknown: readonly string[]
}

export function lint(texts: readonly Text[], files: Files, asked: Asked): LintReport {
  const known = texts.map((text) => ({ text, proxy: asked.proxy ?? recognise(text.text) }))
  const configs = DIALECTS.flatMap((dialect) => {
    const own = known.filter(({ proxy }) => proxy === dialect.proxy).map(({ text }) => text)
    return own.length === 0 ? [] : [judged(dialect, own, files, asked)]
  })
  return { configs, unknown: known.filter(({ proxy }) => !proxy).map(({ text }) => text.name) }
}

function judged(dialect: Dialect, texts: readonly Text[], files: Files, asked: Asked): Linted {
  const { findings, oddities, spared, ways } = dialect.read(texts, files, asked)
  return {
    proxy: dialect.proxy,
    files: texts.map(({ name }) => name),
    findings: sorted(unique(findings)),
    oddities: oddities.filter((oddity) => !findings.some(({ at }) => key(at) === key(oddity.at))),
    spared,
    ways,
  }
}

const key = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

const unique = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.fault} ${key(finding.at)}`, finding])).values(),
]

const sorted = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted(
    ({ at: a }, { at: b }) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  )

/** The proxy most lines speak for; undefined where none do, or two as many. */
export function recognise(text: string): ProxyName | undefined {
  const scores = DIALECTS.map(({ proxy, marks }) => ({
    proxy,
    score: marks.reduce((sum, mark) => sum + [...text.matchAll(new RegExp(mark, 'gm'))].length, 0),
  })).sort((a, b) => b.score - a.score)
  const [first, second] = scores
  return first === undefined || first.score === 0 || first.score === second?.score ? undefined : first.proxy
}
