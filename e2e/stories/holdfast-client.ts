/** The real client, found by role and by the words people read. */
import type { Locator } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import type { EditingClient } from './client.ts'
import type { PageLoad } from './outcome.ts'
import type { StoryPerson } from './people.ts'
import { appears } from './waiting.ts'

const textOf = ({ page }: StoryPerson): Locator => page.getByRole('textbox', { name: en.pad.text })
const chipOf = ({ page }: StoryPerson): Locator => page.locator('button[aria-describedby="status-label"]')
const panelOf = ({ page }: StoryPerson): Locator => page.locator('#status-panel')

/** Both mean that what somebody else writes arrives. */
const LIVE = [en.status.live, en.status.liveByHttp] as const
/** After several attempts of each kind; the page goes on trying. */
const CUT_OFF = [en.status.notLive, en.status.notLiveFromDevice] as const
const oneOf = (place: Locator, lines: readonly string[]): Locator =>
  lines.map((hasText) => place.filter({ hasText })).reduce((a, b) => a.or(b))

/** For a page that says it is cut off, and may yet find a way. */
const SECOND_THOUGHTS_MS = 5_000

async function isLive(person: StoryPerson): Promise<boolean> {
  const live = oneOf(panelOf(person), LIVE)
  await appears(live.or(oneOf(panelOf(person), CUT_OFF)), 'attached')
  return appears(live, 'attached', SECOND_THOUGHTS_MS)
}

/** What was typed is on the server, or kept here by a page that cannot reach it. */
const isWritten = (person: StoryPerson): Promise<boolean> =>
  appears(oneOf(chipOf(person), [en.status.saved, en.status.onThisDevice]))

export const holdfastClient: EditingClient = {
  name: 'holdfast',

  create: async (person, baseUrl, title): Promise<PageLoad> => {
    const load = await person.goTo(`${baseUrl}/`)
    if (load.is !== 'loads') return load
    const { page } = person
    const create = page.getByRole('button', { name: en.list.create })
    if (!(await appears(create))) return load
    await create.click()
    if (!(await appears(textOf(person)))) return load
    await page.getByRole('textbox', { name: en.pad.title, exact: true }).fill(title)
    await isWritten(person)
    return load
  },

  open: async (person, baseUrl, padId, title) => {
    const link = person.page.getByRole('link', { name: title })
    if ((await link.count()) !== 1) return person.goTo(`${baseUrl}/p/${padId}`)
    return person.leadsTo(() => link.click())
  },

  settle: async (person) => {
    if (!(await appears(textOf(person)))) return 'waiting'
    return (await isLive(person)) ? 'live' : 'cut-off'
  },

  write: async (person, text) => {
    await textOf(person).click()
    await person.page.keyboard.press('Control+End')
    if ((await textOf(person).textContent()) !== '') await person.page.keyboard.press('Enter')
    await person.page.keyboard.type(text)
    await isWritten(person)
  },

  insist: async () => undefined,

  text: async (person) =>
    (await textOf(person).count()) === 1 ? ((await textOf(person).textContent()) ?? '') : '',

  says: async (person) => ({
    says: (await chipOf(person).textContent())?.trim() ?? '',
    tells: (await panelOf(person).textContent())?.trim() ?? '',
    closeCode: undefined,
  }),
}
