/** Writing itself: what typing and the tools make of the text, and what strangers' awareness cannot break. */
import { expect, type Locator } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { test } from '../harness/fixtures.ts'
import { collabUrl, openForeignClient } from '../harness/foreign-client.ts'
import type { Person } from '../harness/person.ts'

const TYPED: readonly (readonly [string, string])[] = [
  ['## Heading', 'h2:has-text("Heading")'],
  ['- item', 'ul > li:has-text("item")'],
  ['3. third', 'ol[start="3"] > li:has-text("third")'],
  ['> quoted', 'blockquote:has-text("quoted")'],
  ['a **bold** word', 'strong:text-is("bold")'],
  ['an *italic* word', 'em:text-is("italic")'],
  ['a ~~struck~~ word', 's:text-is("struck"), del:text-is("struck")'],
  ['some `code` here', 'code:text-is("code")'],
]

for (const [typed, becomes] of TYPED) {
  test(`[ED6] typing "${typed}" formats`, async ({ person, pad }) => {
    const { url } = await pad()
    const ada = await person()
    await ada.openLive(url)
    await ada.text.click()
    await ada.page.keyboard.type(typed)
    await expect(ada.text.locator(becomes)).toBeVisible()
    expect(await ada.words()).not.toMatch(/[#>*~`]|^-|3\./)
  })
}

test('[ED6] Markdown typed in a code block stays as it is', async ({ person, pad }) => {
  const { url } = await pad()
  const ada = await person()
  await ada.openLive(url)
  await ada.text.click()
  await ada.page.keyboard.type('```')
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('# **not bold** `x`')
  await expect(ada.text.locator('pre')).toHaveText('# **not bold** `x`')
})

const tool = ({ toolbar }: Person, name: string) => toolbar.getByRole('button', { name, exact: true })

test('[ED8] a tool used twice leaves the text as it was', async ({ person, pad }) => {
  const { url } = await pad({ markdown: 'plain text' })
  const ada = await person()
  await ada.openLive(url)
  await ada.text.click()
  const shown = () => ada.text.innerHTML()
  const before = await shown()
  await ada.page.keyboard.press('Control+a')
  for (const name of [
    en.toolbar.bold,
    en.toolbar.italic,
    en.toolbar.strike,
    en.toolbar.code,
    en.toolbar.bulletList,
    en.toolbar.orderedList,
    en.toolbar.quote,
    en.toolbar.codeBlock,
  ]) {
    await tool(ada, name).click()
    await expect(tool(ada, name)).toHaveAttribute('aria-pressed', 'true')
    expect(await shown(), name).not.toBe(before)
    await tool(ada, name).click()
    await expect(tool(ada, name)).toHaveAttribute('aria-pressed', 'false')
    expect(await shown(), name).toBe(before)
  }
})

test('[ED8] a list changes its kind and keeps its items', async ({ person, pad }) => {
  const { url } = await pad({ markdown: '- one\n- two' })
  const ada = await person()
  await ada.openLive(url)
  await ada.text.getByText('one').click()
  await tool(ada, en.toolbar.orderedList).click()
  await expect(ada.text.locator('ol > li')).toHaveText(['one', 'two'])
  await expect(ada.text.locator('ul')).toHaveCount(0)
})

test('[ED9] malformed awareness is not drawn and breaks nothing', async ({ person, pad, url }) => {
  const { id, url: address } = await pad({ markdown: 'unbroken' })
  const ada = await person()
  await ada.openLive(address)
  const other = openForeignClient({ flavour: '3.1.0', serverUrl: collabUrl(url), pad: id })
  try {
    await other.synced()
    for (const state of [
      { user: 7, cursor: 'here' },
      { user: null, cursor: { anchor: 1, head: {} } },
      { user: { name: { a: 1 }, color: 3 }, cursor: { anchor: { type: {}, item: 'x' }, head: null } },
      { user: { name: 'x\n\u202e', color: 'red; background: url(https://example.org)' }, cursor: [] },
      [],
    ]) {
      other.provider.awareness.setLocalState(state as Record<string, unknown>)
      other.write('still written')
      await expect.poll(() => ada.words()).toContain(other.paragraphs().join('\n'))
    }
    await expect(ada.text.locator('.caret')).toHaveCount(0)
    await ada.text.getByText('unbroken').click()
    await ada.page.keyboard.type('Ada goes on. ')
    await expect.poll(() => other.paragraphs().join()).toContain('Ada goes on. ')
  } finally {
    other.close()
  }
})

test('[PS2] after the connection was cut everybody sees everybody again', async ({ person, pad }) => {
  const { url } = await pad()
  const [ada, bert] = [await person(), await person()]
  await ada.openLive(url)
  const cut: (() => void)[] = []
  await bert.page.routeWebSocket(/\/collab\//, (socket) => {
    socket.connectToServer()
    cut.push(() => void socket.close({ code: 1012 }))
  })
  await bert.openLive(url)
  const others = (who: Person) => who.page.getByRole('list', { name: en.people.label }).getByRole('listitem')
  await expect(others(ada)).toHaveCount(1)
  cut[0]?.()
  await expect.poll(() => cut.length).toBe(2)
  await expect(bert.status).toContainText(en.status.saved)
  // What Bert says on the new connection arrives, and nothing he said on the old one is left over.
  await bert.text.click()
  await bert.page.keyboard.type('Bert is back')
  await expect(ada.text.locator('.caret')).toHaveCount(1)
  await expect(others(ada)).toHaveCount(1)
  await expect(others(bert)).toHaveCount(1)
})

test('[PS6] the name is kept in this browser, and no client id is', async ({ person, pad }) => {
  const { url } = await pad()
  const ada = await person()
  await ada.openLive(url)
  await ada.page.getByRole('button', { name: en.people.changeName(en.people.anonymous) }).click()
  await ada.page.getByRole('textbox', { name: en.people.chooseName }).fill('Ada')
  await ada.page.getByRole('button', { name: en.people.saveName }).click()
  await ada.page.reload()
  await expect(ada.page.getByRole('button', { name: en.people.changeName('Ada') })).toBeVisible()
  const kept = await ada.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).toContain('Ada')
  expect(kept).not.toMatch(/\d{6,}/)
})

test('[PS6] a browser that blocks storage can write too', async ({ person, pad }) => {
  const { url } = await pad()
  const ada = await person()
  await ada.page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
  })
  await ada.openLive(url)
  await ada.text.click()
  await ada.page.keyboard.type('written without storage')
  await expect(ada.status).toContainText(en.status.saved)
})

test('[E224] nothing moves when the editor takes over from the page for reading', async ({ person, pad }) => {
  const { url } = await pad({
    title: 'Steady',
    markdown: '# One\n\nText.\n\n- a\n- b\n\n> quote\n\n1. x\n2. y',
  })
  const ada = await person()
  await ada.page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(globalThis, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  /** Where each block stands, to a tenth of a pixel. */
  const places = (blocks: Locator) =>
    blocks.evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [element.tagName, ...[x, y, width, height].map((value) => value.toFixed(1))].join(' ')
      }),
    )
  const reader = await person({ javaScriptEnabled: false })
  await reader.open(url)
  await ada.openLive(url)
  expect(await places(ada.text.locator('> *'))).toEqual(await places(reader.page.locator('#reading > *')))
  const shifts = await ada.page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)
  expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.01)
})

test('[E225] the policy under which all of this runs allows no inline script or style', async ({
  person,
  pad,
  expectComplaints,
}) => {
  expectComplaints.push(/Content Security Policy/)
  const { url } = await pad()
  const ada = await person()
  const answer = await ada.page.goto(url)
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/unsafe|\*/)
  // What the tests of this suite rely on: a violation is heard of.
  await ada.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.ran = true'
    document.body.append(script)
  })
  await expect.poll(() => ada.complaints().join()).toContain('Content Security Policy')
  expect(await ada.page.evaluate(() => 'ran' in globalThis)).toBe(false)
})
