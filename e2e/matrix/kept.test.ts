/** The matrix that is kept in the docs speaks of today's catalogue: a record that changes is told its stories again. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ALL_WELL, type Stories } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'

const PAGE = 'docs/clients-matrix.md'
/** `| id | on the wire | one cell for each client |`, as the page has them. */
const ROW = /^\| `([\w-]+)` \| as said \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm

const kept = new Map(
  [...readFileSync(PAGE, 'utf8').matchAll(ROW)].map(([, id, ...cells]) => [id, cells] as const),
)

const isTold = (id: string, ...either: readonly Stories[]): boolean => {
  const [alone, attempts, ours] = kept.get(id) ?? []
  return (
    either.some((stories) => stories['socket-only'] === alone) &&
    either.some((stories) => stories['five-attempts'] === attempts) &&
    either.some((stories) => stories.holdfast === ours)
  )
}

test(`[PX13] ${PAGE} has every case, as its record has it; npm run e2e:full makes it anew`, () => {
  const goods = GOOD_WAYS.filter(({ id }) => !isTold(id, ALL_WELL))
  const faults = FAULTS.filter(({ id, stories, orByChance }) => !isTold(id, stories, orByChance ?? stories))
  expect([...goods, ...faults].map(({ id }) => id)).toEqual([])
  expect(kept.size).toBe(GOOD_WAYS.length + FAULTS.length)
})
