import { expect, test } from 'vitest'
import { begun, HISTORY, type History, learned } from './history.ts'

test('[UI5] what is learned belongs to the attempt under way on that transport', () => {
  let history: History = []
  history = begun(history, 'websocket', 1, 'first-nonce')
  history = begun(history, 'exchange', 2)
  history = learned(history, 'websocket', { ended: { code: 1006, reason: 'no answer in time' } })
  history = begun(history, 'websocket', 3, 'second-nonce')
  history = learned(history, 'websocket', { opened: true })
  history = learned(history, 'exchange', { opened: true, healthy: true })
  expect(history).toEqual([
    {
      at: 1,
      on: 'websocket',
      nonce: 'first-nonce',
      opened: false,
      healthy: false,
      ended: { code: 1006, reason: 'no answer in time' },
    },
    { at: 2, on: 'exchange', opened: true, healthy: true },
    { at: 3, on: 'websocket', nonce: 'second-nonce', opened: true, healthy: false },
  ])
})

test('[UI5] no more than ten are remembered, and news of a forgotten one changes nothing', () => {
  let history: History = begun([], 'exchange', 0)
  for (let at = 1; at <= HISTORY; at += 1) history = begun(history, 'websocket', at)
  expect(history).toHaveLength(10)
  expect(history[0]?.at).toBe(1)
  expect(learned(history, 'exchange', { ended: { code: 1006, reason: '' } })).toBe(history)
})
