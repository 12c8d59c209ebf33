/** Who is looked at when, with a doctor that answers when it is told to. */
import { expect, test } from 'vitest'
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'
import { DOORS } from '../doors.ts'
import { createWatch, type Sight } from './watch.ts'

const doors = DOORS.slice(6, 10)
const named = (headline: string): Diagnosis => ({ headline }) as Diagnosis

function stage() {
  const asked: {
    url: string
    hops: readonly string[]
    direct: string | undefined
    answer(d: Diagnosis): void
  }[] = []
  const sights: Sight[] = []
  let next: (() => void) | undefined
  const watch = createWatch(
    { doors, ports: 81, host: 'localhost', every: 1000, patience: 10, abreast: 2 },
    {
      diagnose: (url, { hops, direct }) =>
        new Promise((answer) => {
          asked.push({ url, hops, direct, answer })
        }),
      addressOf: async ({ number }) => `10.0.0.${number}`,
      now: () => 5,
      after: (_milliseconds, call) => {
        next = call
        return () => {
          next = undefined
        }
      },
      say: (line) => {
        throw new Error(line)
      },
      changed: (sight) => void sights.push(sight),
    },
  )
  // What a look does after an answer is done when all that was ready ran.
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { watch, asked, sights, settle, nextRound: () => next }
}

test('[DK1] all doors are looked at, so many at once, and again after a while', async () => {
  const { watch, asked, sights, settle, nextRound } = stage()
  await settle()
  expect(asked.map(({ url }) => url)).toEqual(['http://localhost:8107/', 'http://localhost:8108/'])
  // Each proxy of a chain is asked by itself, and so is the app: that names the guilty one.
  expect(asked[0]).toMatchObject({ hops: ['http://localhost:8157/'], direct: 'http://10.0.0.10:8110/' })
  for (let at = 0; at < doors.length; at += 1) {
    asked[at]?.answer(named(`look ${at}`))
    await settle()
  }
  expect(asked.at(-1)).toMatchObject({ url: 'http://localhost:8110/', hops: [], direct: undefined })
  expect(sights.map(({ diagnosis }) => diagnosis?.headline)).toEqual(['look 0', 'look 1', 'look 2', 'look 3'])
  nextRound()?.()
  await settle()
  expect(asked.length).toBe(6)
  for (const { answer } of asked) answer(named('end'))
  await watch.close()
})

test('[DK12] a door that was turned is looked at first, and what was seen before is not shown', async () => {
  const { watch, asked, sights, settle } = stage()
  await settle()
  watch.lookAnew('squid')
  asked[0]?.answer(named('before the turn'))
  await settle()
  expect(sights.map(({ diagnosis }) => diagnosis?.headline)).not.toContain('before the turn')
  expect(asked[2]?.url).toBe('http://localhost:8107/')
  asked[2]?.answer(named('after it'))
  await settle()
  expect(sights.at(-1)).toMatchObject({ diagnosis: { headline: 'after it' }, isLookedAtAnew: false })
  watch.lookAnew('squid')
  expect(sights.at(-1)).toMatchObject({ diagnosis: { headline: 'after it' }, isLookedAtAnew: true })
  const closed = watch.close()
  for (const { answer } of asked) answer(named('end'))
  await closed
})
