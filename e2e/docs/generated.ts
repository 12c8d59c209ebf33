/**
 * The tables in docs/ that are made from data in the code, and how they get between their markers. The check
 * and `npm run docs` share this, so a table can neither be forgotten nor edited by hand.
 */
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { MYTHS } from '../../proxy-configs/myths.ts'
import { DENIALS } from '../../server/admission/denials.ts'
import { OPTIONS } from '../../server/config.ts'
import { LOG_EVENTS } from '../../server/log-events.ts'
import { METRICS } from '../../server/metrics/metrics.ts'
import { faultFiles, type GeneratedFile, mythFiles } from './catalogue/fault-files.ts'
import { goodFiles } from './catalogue/good-files.ts'
import { faultTable, goodTable, mythTable, symptomTable } from './catalogue/tables.ts'
import { connectionDiagram } from './connection-diagram.ts'
import { cell, code, table } from './markdown.ts'

/** By the name in the marker `<!-- generated: name -->`. */
const TABLES: Readonly<Record<string, () => string>> = {
  options: () =>
    table(
      ['option', 'default', 'unit', 'what it does'],
      Object.values(OPTIONS).map((option) => [
        code(option.name),
        code(option.default),
        option.unit,
        cell(option.about),
      ]),
    ),
  denials: () =>
    table(
      ['code', 'status', 'means', 'option'],
      Object.entries(DENIALS).map(([name, [status, title, option]]) => [
        code(name),
        String(status),
        title,
        code(option),
      ]),
    ),
  metrics: () =>
    table(
      ['metric', 'kind', 'labels', 'says'],
      METRICS.map(({ name, kind, labels = {}, help }) => [
        code(name),
        kind,
        Object.entries(labels)
          .map(
            ([label, values]) => `${code(label)}: ${typeof values === 'string' ? values : values.join(', ')}`,
          )
          .join('; '),
        cell(help),
      ]),
    ),
  'log-events': () =>
    table(
      ['event', 'level', 'means'],
      Object.entries(LOG_EVENTS).map(([name, { level, about }]) => [code(name), level, cell(about)]),
    ),
  'connection-states': connectionDiagram,
  'good-configs': goodTable,
  symptoms: symptomTable,
  faults: faultTable,
  myths: mythTable,
  'close-codes': () =>
    table(
      ['code', 'name', 'client comes back', 'meaning'],
      Object.values(CLOSE_CODES)
        .sort((a, b) => a.code - b.code)
        .map((entry) => [String(entry.code), entry.name, entry.retry ? 'yes' : 'no', cell(entry.meaning)]),
    ),
}

const MARKED = /(<!-- generated: ([a-z-]+) -->\n)[\s\S]*?(<!-- end -->)/g

/** The text of a page with every marked table as it should be. Throws on a marker nobody knows. */
export const regenerate = (page: string): string =>
  page.replaceAll(MARKED, (_all, begin: string, name: string, end: string) => {
    const make = TABLES[name]
    if (!make) throw new Error(`no table is called ${name}; there are ${Object.keys(TABLES).join(', ')}`)
    return `${begin}\n${make()}\n\n${end}`
  })

/** Pages with generated tables, from the repository's root. */
export const GENERATED_PAGES = [
  'docs/operations/options.md',
  'docs/operations/monitoring.md',
  'docs/operations/logs.md',
  'docs/protocol.md',
  'docs/connection-states.md',
  'proxy-configs/README.md',
] as const

/** Files that are made whole from data, and the folders in which nothing else of their kind may lie. */
export const generatedFiles = (): readonly GeneratedFile[] => [
  ...goodFiles(),
  ...FAULTS.flatMap(faultFiles),
  ...MYTHS.flatMap(mythFiles),
]

/** What lies in the catalogue beside the records that were written by hand. */
export const isGenerated = (path: string): boolean =>
  /^proxy-configs\/(good|faults|myths)\/.*(?<!\.ts)$/.test(path)
