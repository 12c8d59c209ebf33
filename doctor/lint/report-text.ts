/** The report for people: each finding with its place first, so that editors and terminals can jump to it. */
import { HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import type { Finding } from './finding.ts'
import type { Linted, LintReport } from './lint.ts'
import type { Place } from './statement.ts'
import { fixLines, pageOf, recordOf } from './words.ts'

const placed = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

function findingText({ fault, at, detail }: Finding): string {
  const record = recordOf(fault)
  return [
    `${placed(at)}  ${fault}`,
    `  ${record.title}${detail === undefined ? '' : ` (${detail})`}.`,
    `  ${record.sees}`,
    `  Mend it: ${record.fix}`,
    ...fixLines(record).map((line) => `    ${line}`.trimEnd()),
    `  More: ${pageOf(fault)}`,
    '',
    '',
  ].join('\n')
}

const counted = (number: number, one: string, many: string): string =>
  `${number} ${number === 1 ? one : many}`

function summary({ proxy, files, findings, ways }: Linted): string {
  const read = `${HOP_NAMES[proxy]}, ${files.join(', ')}`
  if (ways === 0 && findings.length === 0)
    return `${read}: nothing in it leads to an app, so nothing could be checked.`
  const faults = findings.length === 0 ? 'no fault' : counted(findings.length, 'fault', 'faults')
  return `${read}: ${faults} on ${counted(ways, 'way', 'ways')} to an app.`
}

export function textReport({ configs }: LintReport, hasPath: boolean): string {
  const odd = configs.flatMap(({ oddities }) =>
    oddities.map(({ at, what }) => `${placed(at)}  not understood: ${what}\n`),
  )
  const spared = configs.flatMap((config) =>
    config.spared.map(({ at, what }) => `${placed(at)}  not checked: this site ${what}\n`),
  )
  const open = configs.some(({ ways }) => ways > 0) && !hasPath
  return [
    ...configs.flatMap(({ findings }) => findings.map(findingText)),
    ...odd,
    ...spared,
    ...configs.map((config) => `${summary(config)}\n`),
    ...(open ? ['With --path it is also checked whether the path of your sockets gets through.\n'] : []),
  ].join('')
}
