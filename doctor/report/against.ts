/** Two deployments side by side: the same rows, differences marked. For "it works there and not here". */
import type { CheckTold, Diagnosis } from './diagnosis.ts'
import { type HumanOptions, lineDrawn } from './human.ts'
import { painted, SIGNS, wrapped } from './paint.ts'

const NAME_WIDTH = 14

export function against(one: Diagnosis, other: Diagnosis, options: HumanOptions): string {
  const rows = one.checks.flatMap((check) => {
    const beside = other.checks.find(({ id }) => id === check.id)
    return beside === undefined ? [] : rowOf(check, beside, options)
  })
  const differing = one.checks.filter((check) =>
    other.checks.some(({ id, status }) => id === check.id && status !== check.status),
  )
  const last =
    differing.length === 0
      ? 'Next: Both fare alike in everything that was asked.'
      : `Next: Look at what differs: ${differing.map(({ name }) => name).join(', ')}.`
  return [
    `A  ${one.url}`,
    ...lineDrawn(one.line, options),
    ...wrapped(one.headline, options.width, '   '),
    '',
    `B  ${other.url}`,
    ...lineDrawn(other.line, options),
    ...wrapped(other.headline, options.width, '   '),
    '',
    '    A B',
    ...rows,
    '',
    ...wrapped(last, options.width),
    '',
  ].join('\n')
}

function rowOf(a: CheckTold, b: CheckTold, options: HumanOptions): readonly string[] {
  const sign = ({ status }: CheckTold) => painted(SIGNS[status][0], SIGNS[status][1], options)
  const isEqual = a.status === b.status
  const row = `  ${isEqual ? ' ' : '≠'} ${sign(a)} ${sign(b)} ${a.name.padEnd(NAME_WIDTH)}`
  if (isEqual) return [`${row}${wrapped(a.summary, options.width - 24)[0] ?? ''}`]
  return [
    row.trimEnd(),
    ...wrapped(`A: ${a.summary}`, options.width, '        '),
    ...wrapped(`B: ${b.summary}`, options.width, '        '),
  ]
}
