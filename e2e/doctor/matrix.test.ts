/**
 * The confusion matrix: every fault of the catalogue on its real proxy, and every good way. The doctor's first cause
 * is the fault or its class, and there is nothing to be found where nothing is wrong. What was seen is kept, for the
 * page that shows it (npm run docs:doctor-matrix).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { classOf } from '../../doctor/causes/classes.ts'
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { createApps } from '../proxies/apps.ts'
import { chosenFaults, isChosen } from '../proxies/chosen.ts'
import { startWay } from '../proxies/start-way.ts'
import { lookAt } from './look.ts'

const apps = createApps()
const rows: MatrixRow[] = []
const SEEN = 'test-results/doctor-matrix.json'

interface MatrixRow {
  readonly kind: 'fault' | 'good'
  readonly id: string
  /** Ids of the first cause. */
  readonly found: readonly string[]
  readonly further: readonly (readonly string[])[]
  readonly exit: number
  readonly headline: string
  readonly wrong: readonly string[]
  readonly seen: Diagnosis['observed']
}

function keep(
  kind: MatrixRow['kind'],
  id: string,
  { causes, exit, headline, checks, observed }: Diagnosis,
): MatrixRow {
  const [found = [], ...further] = causes.map(({ faults }) => faults.map((fault) => fault.id))
  const wrong = checks
    .filter(({ status }) => status !== 'pass' && status !== 'skip')
    .map(({ id: check, status, summary }) => `${check} ${status}: ${summary}`)
  const row = { kind, id, found, further, exit, headline, wrong, seen: observed }
  rows.push(row)
  mkdirSync('test-results', { recursive: true })
  writeFileSync(SEEN, `${JSON.stringify(rows, null, 1)}\n`)
  return row
}

afterAll(() => apps.close())

describe.concurrent('the doctor', () => {
  test.for(chosenFaults())('[DO1] names $id', async ({ id, way }) => {
    const stand = await startWay(way, apps)
    try {
      const row = keep('fault', id, await lookAt(stand))
      expect([...row.found].sort(), JSON.stringify(row, null, 1)).toEqual([...classOf(id)].sort())
      expect([1, 69]).toContain(row.exit)
    } finally {
      await stand.close()
    }
  })

  test.for(GOOD_WAYS.filter(isChosen))('[DO2] finds nothing at $id', async ({ id, way }) => {
    const stand = await startWay(way, apps)
    try {
      const row = keep('good', id, await lookAt(stand))
      expect({ exit: row.exit, wrong: row.wrong, found: row.found }).toEqual({
        exit: 0,
        wrong: [],
        found: [],
      })
    } finally {
      await stand.close()
    }
  })
})
