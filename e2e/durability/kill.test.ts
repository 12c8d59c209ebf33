/**
 * "Saved" survives a crash. Against a server that acknowledges before it writes, the same rounds find the loss:
 * a check that could not fail would prove nothing. More rounds: HOLDFAST_KILL_ROUNDS=500, the same ones again:
 * HOLDFAST_KILL_SEED=…
 */
import { expect, test } from 'vitest'
import { killRounds } from './kill-rounds.ts'

const rounds = Number(process.env.HOLDFAST_KILL_ROUNDS ?? 25)
const seed = Number(process.env.HOLDFAST_KILL_SEED ?? Date.now() % 1_000_000)

test('[E201] after a crash at any moment, everything that was acknowledged is there', {
  timeout: rounds * 20_000,
}, async () => {
  const report = await killRounds({ seed, rounds })
  console.log(
    `seed ${seed}: killed ${report.rounds} times; ${report.acknowledged} acknowledged, ${report.unacknowledged} on their way`,
  )
  expect(report.lost, `run again with HOLDFAST_KILL_SEED=${seed}`).toEqual([])
  expect(report.rounds).toBe(rounds)
  expect(report.acknowledged).toBeGreaterThan(rounds)
})

test('[E201] the crash check notices an acknowledgement that was sent before the write', async () => {
  const server = { entry: 'dist/e2e/durability/early-acknowledgement.js' }
  const report = await killRounds({ seed, rounds: 10, server, untilLost: true })
  console.log(`seed ${seed}: the lie was found in round ${report.rounds}: ${report.lost[0]}`)
  expect(report.lost).not.toEqual([])
})
