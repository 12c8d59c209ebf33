/**
 * Three diagnoses for the tests of the reports, put together the way the doctor does it and without any network:
 * one where all is well, one stripped handshake, one where nothing answers.
 */

import { causesOf } from '../proxy-configs/causes/causes.ts'
import { FAULTS } from '../proxy-configs/faults.ts'
import { expected, type Results } from '../proxy-configs/probes.ts'
import { blame } from './causes/blame.ts'
import { observationOf } from './causes/observation.ts'
import type { CheckId, CheckResult, Finding } from './checks/check.ts'
import { CHECKS } from './checks/checks.ts'
import { holdfast } from './dialects/holdfast.ts'
import type { Examination } from './examine.ts'
import type { Diagnosis } from './report/diagnosis.ts'
import { told } from './told.ts'

/** Two of the catalogue that look alike from outside, so that its growth does not change every golden file. */
const FEW = FAULTS.filter(
  ({ id }) => id === 'nginx-upgrade-headers-missing' || id === 'nginx-config-syntax-error',
)

type Said = { readonly [id in CheckId]?: Partial<Finding> | 'skip' }

const results = (said: Said): readonly CheckResult[] =>
  CHECKS.map((check) => {
    const finding = said[check.id] ?? {}
    if (finding === 'skip') {
      return { check, status: 'skip', summary: 'needs a connection that opens', evidence: [], ms: 0 }
    }
    const evidence = [{ sent: `a question of ${check.name}`, received: '200 OK · server: nginx', ms: 12 }]
    return {
      check,
      status: 'pass',
      summary: `${check.name} is as it should be`,
      evidence,
      ms: 12,
      ...finding,
    }
  })

const examination = (said: Said, isReached = true, url = 'https://pads.example.org/'): Examination => {
  const found = results(said)
  return {
    url: new URL(url),
    recognised: { dialect: holdfast, base: '/', why: 'live/health tells status, version and uptime' },
    results: found,
    observation: observationOf(found),
    isReached,
    broke: false,
    left: { removed: isReached ? ['doctor-1'] : [], stayed: [] },
  }
}

export function diagnosisOf(
  examinations: readonly [Examination, ...Examination[]],
  { config, isStrict = false }: { readonly config?: string; readonly isStrict?: boolean } = {},
): Diagnosis {
  const [front] = examinations
  return told({
    version: '0.0.0',
    at: '2026-01-02T03:04:05.678Z',
    examinations,
    hasDirect: examinations.length > 1,
    blame: blame(examinations.map(({ observation }) => observation.results)),
    observation: front.observation,
    causes: causesOf(front.observation, FEW),
    isStrict,
    isElsewhere: false,
    config,
  })
}

const observedAll = (results: Results) => ({ observed: results, marks: { brands: ['nginx'], hops: 1 } })

export const well = examination({ D08: observedAll(expected({})), D15: 'skip' })

const [strippedFault] = FEW

export const stripped = examination({
  D08: {
    status: 'fail',
    summary: 'the handshake gets what a plain GET gets: its upgrade was lost on the way (status 426)',
    evidence: [
      {
        sent: 'handshake /collab/doctor-1?token=[redacted]',
        received: '426 Upgrade Required · server: nginx · {"type":"about:blank"}',
        ms: 7,
      },
    ],
    ...observedAll(expected(strippedFault?.expect ?? {})),
  },
  D09: 'skip',
  D11: 'skip',
  D18: { status: 'warn', summary: 'pages of other sites may open the WebSocket' },
  D17: { status: 'inconclusive', summary: 'no result within 50 s' },
})

export const direct = examination({ D08: { observed: expected({}) } }, true, 'http://127.0.0.1:3000/')

export const unreachable = examination(
  {
    D03: { status: 'fail', summary: 'nothing answers at port 443 of 192.0.2.1', evidence: [] },
    ...Object.fromEntries(
      CHECKS.filter(({ id }) => id !== 'D02' && id !== 'D03').map(({ id }) => [id, 'skip']),
    ),
  },
  false,
)

export const warned = examination({
  D04: { status: 'warn', summary: 'the certificate ends in 3 days: renew it' },
})
