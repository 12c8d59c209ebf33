/**
 * The confusion matrix: every fault of the catalogue on its real proxy, and every good way. The doctor's first cause
 * is the fault or its class, and there is nothing to be found where nothing is wrong. What was seen is kept, for the
 * page that shows it (npm run docs:doctor-matrix).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CLASSES, classOf } from '../../proxy-configs/causes/classes.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { createApps } from '../proxies/apps.ts'
import { chosenFaults, isChosen } from '../proxies/chosen.ts'
import { startWay } from '../proxies/start-way.ts'
import { lookAt } from './look.ts'
import { MATRIX_FILE, type MatrixRow, rowOf } from './matrix-row.ts'

const apps = createApps()
const rows: MatrixRow[] = []

function keep(row: MatrixRow): MatrixRow {
  rows.push(row)
  mkdirSync(dirname(MATRIX_FILE), { recursive: true })
  writeFileSync(MATRIX_FILE, `${JSON.stringify(rows, null, 1)}\n`)
  return row
}

afterAll(() => apps.close())

describe.concurrent('the doctor', () => {
  test.for(chosenFaults())('[DO1] names $id', async ({ id, way }) => {
    const stand = await startWay(way, apps)
    try {
      const row = keep(rowOf('fault', id, await lookAt(stand)))
      expect([...row.found].sort(), JSON.stringify(row, null, 1)).toEqual([...classOf(id)].sort())
      expect([1, 69]).toContain(row.exit)
    } finally {
      await stand.close()
    }
  })

  test.for(GOOD_WAYS.filter(isChosen))('[DO2] finds nothing at $id', async ({ id, way }) => {
    const stand = await startWay(way, apps)
    try {
      const row = keep(rowOf('good', id, await lookAt(stand)))
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

test('[DO3] of the members of a class everything that was observed is equal', () => {
  const seenOf = (id: string) => rows.find((row) => row.kind === 'fault' && row.id === id)?.seen
  for (const { faults } of CLASSES) {
    const [first, ...others] = faults.filter((id) => seenOf(id) !== undefined)
    for (const other of others)
      expect(seenOf(other), `${first} and ${other}`).toEqual(seenOf(first as string))
  }
})
