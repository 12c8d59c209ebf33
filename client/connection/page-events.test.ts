import { expect, test } from 'vitest'
import { followPage } from './page-events.ts'

test('[CN9] the page tells of network, visibility and its return from the back/forward cache, until it is told not to', () => {
  const told: string[] = []
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const page = Object.assign(new EventTarget(), { document })
  const unfollow = followPage(
    {
      woken: () => told.push('woken'),
      offline: () => told.push('offline'),
      suspend: () => told.push('left'),
      setHidden: (hidden) => told.push(hidden ? 'hidden' : 'visible'),
    },
    page as never,
  )
  page.dispatchEvent(new Event('offline'))
  page.dispatchEvent(new Event('online'))
  page.dispatchEvent(new Event('pagehide'))
  page.dispatchEvent(new Event('pageshow'))
  document.visibilityState = 'hidden'
  document.dispatchEvent(new Event('visibilitychange'))
  document.visibilityState = 'visible'
  document.dispatchEvent(new Event('visibilitychange'))
  expect(told).toEqual(['visible', 'offline', 'woken', 'left', 'woken', 'hidden', 'visible', 'woken'])
  unfollow()
  page.dispatchEvent(new Event('online'))
  page.dispatchEvent(new Event('pagehide'))
  document.dispatchEvent(new Event('visibilitychange'))
  expect(told).toHaveLength(8)
})
