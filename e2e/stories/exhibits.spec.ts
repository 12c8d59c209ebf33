/** The exhibits themselves: their fallback where it has something to fall back on, and pages anybody can use. */
import { expect } from '@playwright/test'
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import { sideways, violations } from '../harness/axe.ts'
import { createPad } from '../harness/fixtures.ts'
import { exhibitText, recorded } from './exhibit-page.ts'
import { test } from './fixtures.ts'
import { socketOnlyClient as client } from './socket-only-client.ts'

test('[XB7] behind the same broken nginx, a pad that has a stored text is read and written by the fallback', async ({
  way,
  people,
  existingPad,
}) => {
  const { url } = await way('an nginx without the lines for WebSocket')
  const pad = await existingPad()
  const [ada, bert] = [await people.person('Ada'), await people.person('Bert')]
  for (const who of [ada, bert]) {
    await client.open(who, url, pad.id, pad.title)
    expect(await client.settle(who)).toBe('cut-off')
    await expect(exhibitText(who)).toContainText(pad.text)
    await expect(recorded(who, 'fallback-failed')).toHaveCount(0)
  }
  await client.write(ada, 'Sent by hand.')
  await client.insist(ada)
  await client.insist(bert)
  await expect(exhibitText(bert)).toContainText('Sent by hand.')
})

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`[XB10] the exhibits are without accessibility violations (${colorScheme}, ${size})`, async ({
      person,
      url,
    }) => {
      const { id } = await createPad(url, {
        title: 'A title that is long enough to need more than one line',
        markdown: 'Text.',
      })
      const { page } = await person({ colorScheme, viewport, hasTouch: size === 'phone' })
      for (const path of ['exhibits/', `exhibits/socket-only/${id}`, `exhibits/five-attempts/${id}`]) {
        await page.goto(`${url}/${path}`)
        if (path.endsWith(id)) await expect(page.getByRole('textbox', { name: words.text })).toBeVisible()
        expect(await violations(page)).toEqual([])
        expect(await sideways(page)).toBe(0)
      }
    })
  }
}
