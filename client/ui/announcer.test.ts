import { expect, test, vi } from 'vitest'
import { createAnnouncer } from './announcer.ts'

function stand() {
  vi.useFakeTimers()
  const said: string[] = []
  const announcer = createAnnouncer('fine', (sentence) => said.push(sentence), {
    setTimeout: (run, ms) => setTimeout(run, ms) as unknown as number,
    clearTimeout: (timer) => clearTimeout(timer),
  })
  return { said, ...announcer, pass: (ms: number) => vi.advanceTimersByTime(ms) }
}

test('[UI12] what was always fine is not spoken, and news is spoken once', () => {
  const { said, say, pass } = stand()
  say('fine', 'All is saved.')
  pass(5_000)
  say('cut', 'Not saved.')
  pass(5_000)
  say('cut', 'Not saved.')
  pass(5_000)
  say('fine', 'All is saved.')
  pass(5_000)
  expect(said).toEqual(['Not saved.', 'All is saved.'])
})

test('[UI12] a countdown neither puts the news off nor repeats it', () => {
  const { said, say, pass } = stand()
  for (const seconds of [5, 4, 3, 2, 1]) {
    say('cut', `Again in ${seconds} s.`)
    pass(1_000)
  }
  expect(said).toEqual(['Again in 4 s.'])
})

test('[UI12] what passed before it was spoken is not spoken, nor is its end', () => {
  const { said, say, wait, pass } = stand()
  for (let n = 0; n < 10; n += 1) {
    say('cut', 'Not saved.')
    pass(600)
    wait()
    pass(600)
    say('fine', 'All is saved.')
    pass(3_000)
  }
  expect(said).toEqual([])
})
