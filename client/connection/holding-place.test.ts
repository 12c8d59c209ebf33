import { expect, test } from 'vitest'
import { type Channel, type HoldingPlace, takeHoldingPlace } from './holding-place.ts'
import { playTimers } from './played-timers.ts'

/** Windows of one browser: what one posts, all others hear. */
function browser() {
  const { timers, pass } = playTimers(async () => {})
  const channels = new Set<Channel>()
  let ids = 0
  const open = (): HoldingPlace & { readonly channel: Channel } => {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of channels) {
          if (other !== channel) other.onmessage?.call(other as BroadcastChannel, { data } as MessageEvent)
        }
      },
      close: () => channels.delete(channel),
    }
    channels.add(channel)
    return { ...takeHoldingPlace({ id: `window ${ids++}`, channel }, timers), channel }
  }
  return { open, pass, channels }
}

test('[CN33] of many windows the four oldest hold a request, and the next one does when one of them leaves', async () => {
  const { open, pass } = browser()
  const windows: HoldingPlace[] = []
  for (let n = 0; n < 7; n += 1) {
    windows.push(open())
    await pass(1)
  }
  const holding = () => windows.map((window) => window.mayHold())
  expect(holding()).toEqual([true, true, true, true, false, false, false])
  windows[1]?.leave()
  windows.splice(1, 1)
  expect(holding()).toEqual([true, true, true, true, false, false])
})

test('[CN33] windows that opened in the same millisecond agree on who holds', () => {
  const { open } = browser()
  const windows = Array.from({ length: 9 }, open)
  expect(windows.filter((window) => window.mayHold())).toHaveLength(4)
})

test('[CN33] a window that was killed is forgotten, one that lives is not, and what others post is ignored', async () => {
  const { open, pass, channels } = browser()
  const windows = Array.from({ length: 6 }, open)
  const [killed] = windows
  if (!killed) throw new Error('no window')
  channels.delete(killed.channel)
  killed.channel.postMessage = () => {}
  await pass(150_000)
  expect(windows.slice(1).filter((window) => window.mayHold())).toHaveLength(4)
  for (const data of [
    undefined,
    null,
    'x',
    { id: 'x' },
    { id: 'y', since: -1 },
    { id: 'z', since: '-1', leaves: false },
  ]) {
    for (const channel of channels)
      channel.onmessage?.call(channel as BroadcastChannel, { data } as MessageEvent)
  }
  expect(windows.slice(1).filter((window) => window.mayHold())).toHaveLength(4)
})
