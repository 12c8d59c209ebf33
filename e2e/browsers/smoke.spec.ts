/**
 * Whether each browser of the suite can be driven at all. Debian's browsers are updated under an unchanged suite,
 * and Firefox is driven over a route that Playwright calls experimental: when an update breaks it, this fails
 * first and alone says why. It uses every ability that the other tests take for granted, and nothing of Holdfast
 * but its address.
 */
import { expect } from '@playwright/test'
import { test } from '../harness/fixtures.ts'

test('[HS14] this browser starts, and can do what the other tests ask of it', { tag: '@firefox' }, async ({
  browser,
  browserName,
  house,
  person,
}) => {
  const program = `${browserName} ${browser.version()}`
  test.info().annotations.push({ type: 'browser', description: program })
  const [one, other] = [await person(), await person()]
  for (const { page } of [one, other]) {
    await page.goto(house.url('direct'))
    await page.evaluate(() => {
      document.title = 'a page of its own'
      document.body.innerHTML = '<button>press</button><p contenteditable>text</p>'
    })
  }

  const names = { chromium: 'Chrome/', firefox: 'Firefox/', webkit: 'AppleWebKit/' }
  expect(await one.page.evaluate(() => navigator.userAgent), program).toContain(names[browserName])

  // Mouse, keys, roles.
  await one.page.evaluate(() => {
    document.querySelector('button')?.addEventListener('click', () => (document.title = 'pressed'))
  })
  await one.page.getByRole('button', { name: 'press' }).click()
  await expect(one.page).toHaveTitle('pressed')
  await one.page.locator('p').click()
  await one.page.keyboard.press('End')
  await one.page.keyboard.type(' and more ✓')
  await expect(one.page.locator('p')).toHaveText('text and more ✓')

  // Two people share nothing.
  await one.page.evaluate(() => localStorage.setItem('seen', 'by one'))
  expect(await other.page.evaluate(() => localStorage.getItem('seen'))).toBeNull()

  // WebSocket and fetch.
  const socket = `${house.url('direct').replace('http', 'ws')}/collab/about-this-browser`
  const bytes = await one.page.evaluate(
    (url) =>
      new Promise<number>((resolve, reject) => {
        const line = new WebSocket(url)
        line.binaryType = 'arraybuffer'
        line.onmessage = ({ data }) => {
          line.close()
          resolve((data as ArrayBuffer).byteLength)
        }
        line.onerror = () => reject(new Error('no WebSocket'))
      }),
    socket,
  )
  expect(bytes, program).toBeGreaterThan(0)
  expect(await one.page.evaluate(() => fetch('/').then(({ status }) => status))).toBe(200)

  // A database that outlives a reload.
  await one.page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('smoke', 1)
        opening.onupgradeneeded = () => void opening.result.createObjectStore('kept').put('kept', 1)
        opening.onsuccess = () => {
          opening.result.close()
          resolve()
        }
        opening.onerror = () => reject(opening.error)
      }),
  )
  await one.page.reload()
  const databases = await one.page.evaluate(() => indexedDB.databases())
  expect(databases.map(({ name }) => name)).toContain('smoke')
})
