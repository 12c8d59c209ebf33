/** The report for code hosts: SARIF 2.1.0, as far as they show it. Numbers in comments are its sections. */
import type { LintReport } from './lint.ts'
import type { Place } from './statement.ts'
import { fixLines, recordOf } from './words.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

export function sarifReport({ configs }: LintReport): string {
  const findings = configs.flatMap((config) => config.findings)
  const faults = [...new Set(findings.map(({ fault }) => fault))]
  return `${JSON.stringify(
    {
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'holdfast lint', rules: faults.map(rule) } },
          // 3.14.14: columns are UTF-16 units, as in JavaScript.
          columnKind: 'utf16CodeUnits',
          invocations: [
            {
              executionSuccessful: true,
              toolExecutionNotifications: configs.flatMap(({ oddities, spared }) => [
                ...oddities.map(({ at, what }) => note(at, `not understood: ${what}`)),
                ...spared.map(({ at, what }) => note(at, `not checked: this site ${what}`)),
              ]),
            },
          ],
          results: findings.map(({ fault, at, detail }) => ({
            ruleId: fault,
            ruleIndex: faults.indexOf(fault),
            level: 'error',
            message: {
              text: `${recordOf(fault).title}${detail === undefined ? '' : ` (${detail})`}. ${recordOf(fault).fix}`,
            },
            locations: [location(at)],
          })),
        },
      ],
    },
    null,
    2,
  )}\n`
}

const note = (at: Place, text: string) => ({ level: 'note', message: { text }, locations: [location(at)] })

/** 3.49: what the host shows beside each result. */
function rule(fault: string) {
  const record = recordOf(fault)
  const lines = fixLines(record)
  return {
    id: fault,
    shortDescription: { text: `${record.title}.` },
    fullDescription: { text: record.sees },
    help: {
      text: [record.fix, ...lines].join('\n'),
      markdown: [record.fix, ...(lines.length > 0 ? ['', '```diff', ...lines, '```'] : [])].join('\n'),
    },
    defaultConfiguration: { level: 'error' },
  }
}

const location = ({ file, line, column }: Place) => ({
  physicalLocation: {
    artifactLocation: { uri: uri(file) },
    region: { startLine: line, startColumn: column },
  },
})

/** 3.10: a URI reference; a relative one counts from the root of the sources. */
const uri = (file: string): string => {
  const encoded = file.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/')
  return file.startsWith('/') ? `file://${encoded}` : encoded
}
