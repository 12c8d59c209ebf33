/** Usable by keyboard alone, by screen readers, on a phone, in the dark: measured with axe and with the Tab key. */
import { expect, type Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { sideways, violations } from '../harness/axe.ts'
import { createPad, test } from '../harness/fixtures.ts'

const MARKDOWN =
  '# Heading\n\nText with **bold**, `code` and [a link](https://example.org/).\n\n- item\n\n> quote\n\n' +
  `\`\`\`\na line of code that is much longer than any phone is wide ${'and goes on '.repeat(12)}\n\`\`\`\n\n` +
  `${'Averylongwordthatnobodybreaks'.repeat(8)}\n`

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`[E219] list and pad are without accessibility violations (${colorScheme}, ${size})`, async ({
      person,
      url,
    }) => {
      const { id } = await createPad(url, { title: 'Accessible', markdown: MARKDOWN })
      const ada = await person({ colorScheme, viewport, hasTouch: size === 'phone' })
      await ada.open(`${url}/`)
      await expect(ada.page.getByRole('link', { name: 'Accessible' }).first()).toBeVisible()
      expect(await violations(ada.page)).toEqual([])
      await ada.openLive(`${url}/p/${id}`)
      expect(await violations(ada.page)).toEqual([])
      await ada.status.click()
      expect(await violations(ada.page)).toEqual([])
    })
  }
}

test('[E220] nothing has to be scrolled sideways on a phone', async ({ person, url }) => {
  const { id } = await createPad(url, {
    title: 'A rather long title for such a narrow screen',
    markdown: MARKDOWN,
  })
  const ada = await person({ viewport: { width: 360, height: 740 }, hasTouch: true })
  await ada.open(`${url}/`)
  expect(await sideways(ada.page)).toBe(0)
  await ada.openLive(`${url}/p/${id}`)
  expect(await sideways(ada.page)).toBe(0)
  const reader = await person({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await reader.open(`${url}/p/${id}`)
  expect(await reader.page.locator('body').evaluate((body) => body.scrollWidth <= 360)).toBe(true)
})

test('[E221] a pad is made, named, written and formatted by keyboard alone', async ({ person, url }) => {
  const { page, text, title, status, toolbar, open } = await person()
  await open(`${url}/`)
  const tabTo = async (target: ReturnType<Page['locator']>, what: string) => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate((element) => element.contains(document.activeElement))) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${what} is not reached by the Tab key`)
  }
  await tabTo(page.getByRole('button', { name: en.list.create }), 'the button for a new pad')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/p\/[\w-]+$/)
  await text.waitFor()
  await tabTo(title, 'the title')
  await page.keyboard.type('By keyboard')
  await tabTo(text, 'the text')
  await page.keyboard.type('# A heading')
  await page.keyboard.press('Enter')
  await page.keyboard.type('plain ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('bold')
  await page.keyboard.press('Control+b')
  await expect(text.getByRole('heading', { name: 'A heading' })).toBeVisible()
  await expect(text.locator('strong')).toHaveText('bold')

  // The toolbar is one stop; arrows move inside it.
  await page.keyboard.press('Shift+Home')
  for (let presses = 0; presses < 40; presses += 1) {
    if (await toolbar.evaluate((element) => element.contains(document.activeElement))) break
    await page.keyboard.press('Shift+Tab')
  }
  expect(await toolbar.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  const italic = toolbar.getByRole('button', { name: new RegExp(`^${en.toolbar.italic}`) })
  for (let presses = 0; presses < 30; presses += 1) {
    if (await italic.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Enter')
  await expect(text.locator('em').first()).toBeVisible()
  await expect(italic).toHaveAttribute('aria-pressed', 'true')
  await expect(status).toContainText(en.status.saved)
})
