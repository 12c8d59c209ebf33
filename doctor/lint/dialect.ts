/** What the linter asks of each proxy's language, and gets from it. */
import type { ProxyName } from '../../proxy-configs/good.ts'
import type { Files } from './files.ts'
import type { Finding, Wanted } from './finding.ts'
import type { Oddity, Remark } from './statement.ts'

export interface Text {
  readonly name: string
  readonly text: string
}

export interface Reading {
  readonly findings: readonly Finding[]
  /** What was not understood; said, never guessed about. */
  readonly oddities: readonly Oddity[]
  /** Sites that carry no WebSocket and are taken to need none, because another one here does. */
  readonly spared: readonly Remark[]
  /** On how many ways to an app a WebSocket was followed; with none, no finding means nothing. */
  readonly ways: number
}

export interface Dialect {
  readonly proxy: ProxyName
  /** Faults of the catalogue that can be seen in a file of this proxy. */
  readonly faults: readonly string[]
  /** Lines that only this language has; whoever has most of them is taken for it. */
  readonly marks: readonly RegExp[]
  /** All texts given, as parts of one configuration. Never throws, whatever they hold. */
  read(texts: readonly Text[], files: Files, wanted: Wanted): Reading
}
