/**
 * The report for programs. `version` grows when something is renamed, removed or means something else; new
 * members may come without that.
 */
import type { LintReport } from './lint.ts'
import { fixLines, pageOf, recordOf } from './words.ts'

export const JSON_VERSION = 1

export const jsonReport = ({ configs }: LintReport): string =>
  `${JSON.stringify(
    {
      tool: 'holdfast lint',
      version: JSON_VERSION,
      configs: configs.map(({ proxy, files, ways }) => ({ proxy, files, ways })),
      findings: configs.flatMap(({ proxy, findings }) =>
        findings.map(({ fault, at, detail }) => {
          const record = recordOf(fault)
          return {
            fault,
            proxy,
            ...at,
            title: record.title,
            ...(detail !== undefined && { detail }),
            sees: record.sees,
            fix: record.fix,
            fixLines: fixLines(record),
            page: pageOf(fault),
          }
        }),
      ),
      notChecked: configs.flatMap(({ spared }) => spared.map(({ at, what }) => ({ ...at, what }))),
      notUnderstood: configs.flatMap(({ oddities }) => oddities.map(({ at, what }) => ({ ...at, what }))),
    },
    null,
    2,
  )}\n`
