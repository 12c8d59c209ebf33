/**
 * Two people in one pad with something between them and the server, and a witness in each page that looks at
 * the status all the time. What the something is, the tests say.
 */
import { expect, type Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad, test as shared } from '../harness/fixtures.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import type { Person } from '../harness/person.ts'

/** Both are live again within this long of the later of network good and loss noticed. */
export const BACK_WITHIN_MS = 12_000
/** What browsers themselves say on the console about a network that is disturbed on purpose. */
const DISTURBED =
  /net::ERR_|WebSocket connection|status of (413|426|50\d)|Failed to load resource|Firefox can’t establish|connection to ws:\S+ was interrupted/

export interface Couple {
  readonly ada: Person
  readonly bert: Person
  readonly pad: string
  readonly server: PadServer
  /** Types at the end of one's own paragraph. */
  adaTypes(text: string): Promise<void>
  bertTypes(text: string): Promise<void>
  /** Both read what each typed, all of it once; both say Saved, and so does the server's disk. */
  agree(within?: number): Promise<void>
  /**
   * From here on nothing can be acknowledged, up to `until` (milliseconds since 1970) or the answer's call:
   * "Saved" beside a changed text is a lie.
   */
  nothingGetsThrough(...people: Person[]): Promise<(until?: number) => Promise<void>>
}

export interface ForTest {
  /** A server of one's own, for tests that kill it. */
  readonly ownServer: PadServer
  /** Ada opens by one address and Bert by another: two ways to the same server. */
  couple(server: PadServer, adaUrl: string, bertUrl?: string): Promise<Couple>
}

export const test = shared.extend<ForTest>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
  ownServer: async ({}, use) => {
    const server = await startPadServer()
    await use(server)
    await server.close()
  },
  couple: async ({ person, expectComplaints }, use) => {
    expectComplaints.push(DISTURBED)
    await use(async (server, adaUrl, bertUrl = adaUrl) => {
      const { id } = await createPad(server.url, { markdown: 'Ada:\n\nBert:' })
      const [ada, bert] = [await person(), await person()]
      await Promise.all([ada.openLive(`${adaUrl}/p/${id}`), bert.openLive(`${bertUrl}/p/${id}`)])
      let byAda = 'Ada:'
      let byBert = 'Bert:'
      const type = async (who: Person, line: 'first' | 'last', text: string) => {
        await standAtEnd(who, line)
        await who.page.keyboard.type(text, { delay: 10 })
      }
      return {
        ada,
        bert,
        pad: id,
        server,
        adaTypes: (text) => {
          byAda += text
          return type(ada, 'first', text)
        },
        bertTypes: (text) => {
          byBert += text
          return type(bert, 'last', text)
        },
        agree: async (within = BACK_WITHIN_MS) => {
          const expected = `${byAda}\n${byBert}`
          const timeout = within
          await Promise.all(
            [ada, bert].map((who) => expect.poll(() => who.words(), { timeout }).toBe(expected)),
          )
          for (const who of [ada, bert]) await expect(who.status).toHaveText(en.status.saved, { timeout })
          const stored = await fetch(`${server.url}/api/pads/${id}/export?format=txt`)
          const paragraphs = (await stored.text()).split('\n').filter((line) => line !== '')
          expect(paragraphs.slice(-2)).toEqual([byAda, byBert])
        },
        nothingGetsThrough: async (...people) => {
          const witnesses = await Promise.all(people.map((who) => watchStatus(who.page)))
          return async (until = Number.POSITIVE_INFINITY) => {
            const lies = (await Promise.all(witnesses.map((said) => said()))).flat()
            expect(lies.filter(({ at }) => at < until)).toEqual([])
          }
        },
      }
    })
  },
})

/**
 * Clicks there until the caret stays there: ProseMirror reads a click some milliseconds later, and a remote edit
 * that arrives before that puts the caret back to where it was.
 */
async function standAtEnd(who: Person, line: 'first' | 'last'): Promise<void> {
  const paragraph = who.text.locator('p')[line]()
  await expect(async () => {
    await paragraph.click()
    await who.page.keyboard.press('End')
    const stays = await paragraph.evaluate(async (element) => {
      // Not frames: a Firefox whose window is covered paints none.
      await new Promise((resolve) => setTimeout(resolve, 60))
      const { anchorNode, anchorOffset } = getSelection() as Selection
      if (anchorNode === null || !element.contains(anchorNode)) return false
      const rest = document.createRange()
      rest.setStart(anchorNode, anchorOffset)
      rest.setEnd(element, element.childNodes.length)
      return rest.toString() === ''
    })
    expect(stays).toBe(true)
  }).toPass({ timeout: 30_000 })
}

interface Lie {
  readonly text: string
  readonly at: number
}

/**
 * Looks at every painted frame: what is on the screen is what a person is told. Answers the texts beside which
 * the status said "Saved" although they were not what was saved when the watch began.
 */
async function watchStatus(page: Page): Promise<() => Promise<Lie[]>> {
  const watch = await page.evaluateHandle((saved) => {
    const chip = document.querySelector('button[aria-describedby="status-label"]')
    const editor = document.querySelector('.ProseMirror')
    const before = editor?.textContent
    const lies: Lie[] = []
    let over = false
    const look = () => {
      if (over) return
      const now = editor?.textContent ?? ''
      if (chip?.textContent?.trim() === saved && now !== before) lies.push({ text: now, at: Date.now() })
      requestAnimationFrame(look)
    }
    look()
    return { lies, stop: () => (over = true) }
  }, en.status.saved)
  return () =>
    watch.evaluate((found) => {
      found.stop()
      return found.lies
    })
}

/** Which way the pad is live, in the words of its panel. */
export async function expectLine(who: Person, line: string, timeout = BACK_WITHIN_MS): Promise<void> {
  await expect(who.page.locator('#status-panel')).toContainText(line, { timeout })
}
