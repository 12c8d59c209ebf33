/**
 * The tables in docs/ that are made from data in the code, and how they get between their markers. The check
 * and `npm run docs` share this, so a table can neither be forgotten nor edited by hand.
 */
import { readFileSync } from 'node:fs'
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { MYTHS } from '../../proxy-configs/myths.ts'
import { DENIALS } from '../../server/admission/denials.ts'
import { OPTIONS } from '../../server/config.ts'
import { LOG_EVENTS } from '../../server/log-events.ts'
import { METRICS } from '../../server/metrics/metrics.ts'
import { answersTable } from './catalogue/answers.ts'
import { faultFiles, fixes, type GeneratedFile, mythFiles } from './catalogue/fault-files.ts'
import { goodFiles } from './catalogue/good-files.ts'
import { included } from './catalogue/included.ts'
import { faultTable, goodTable, mythTable, symptomTable } from './catalogue/tables.ts'
import { connectionDiagram } from './connection-diagram.ts'
import { cell, code, table } from './markdown.ts'
import { heartbeatTable, silenceTable } from './operations.ts'

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
  answers: () => answersTable('en'),
  'answers-zh': () => answersTable('zh'),
  silences: silenceTable,
  heartbeat: heartbeatTable,
  unit: () => `\`\`\`ini\n${readFileSync('docs/operations/holdfast.service', 'utf8').trimEnd()}\n\`\`\``,
  'close-codes': () =>
    table(
      ['code', 'name', 'client comes back', 'meaning'],
      Object.values(CLOSE_CODES)
        .sort((a, b) => a.code - b.code)
        .map((entry) => [String(entry.code), entry.name, entry.retry ? 'yes' : 'no', cell(entry.meaning)]),
    ),
}

const MARKED = /(<!-- generated: ([a-z0-9/-]+) -->\n)[\s\S]*?(<!-- end -->)/g

/** The text of a page with every marked table as it should be. Throws on a marker nobody knows. */
export const regenerate = (page: string): string =>
  page.replaceAll(MARKED, (_all, begin: string, name: string, end: string) => {
    const made = TABLES[name]?.() ?? included(name) ?? mending(name)
    if (made === undefined)
      throw new Error(`no table is called ${name}; there are ${Object.keys(TABLES).join(', ')}, and good/…`)
    return `${begin}\n${made}\n\n${end}`
  })

/** `mend/<fault>`: the lines that mend it, as its own page shows them. */
function mending(name: string): string | undefined {
  const fault = FAULTS.find(({ id }) => name === `mend/${id}`)
  return fault && fixes(fault.way).join('\n\n')
}

/** Pages with generated tables, from the repository's root. */
export const GENERATED_PAGES = [
  'docs/invisible-content.md',
  'docs/invisible-content.zh.md',
  'docs/operations/apache.md',
  'docs/operations/caddy.md',
  'docs/operations/haproxy.md',
  'docs/operations/nginx.md',
  'docs/operations/options.md',
  'docs/operations/monitoring.md',
  'docs/operations/logs.md',
  'docs/operations/squid.md',
  'docs/operations/systemd.md',
  'docs/operations/timeouts.md',
  'docs/operations/varnish.md',
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
