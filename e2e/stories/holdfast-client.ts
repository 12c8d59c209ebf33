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
const isLive = (panel: Locator) =>
  LIVE.map((line) => panel.filter({ hasText: line })).reduce((a, b) => a.or(b))

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
    await appears(chipOf(person).filter({ hasText: en.status.saved }))
    return load
  },

  open: async (person, baseUrl, padId, title) => {
    const link = person.page.getByRole('link', { name: title })
    if ((await link.count()) !== 1) return person.goTo(`${baseUrl}/p/${padId}`)
    return person.leadsTo(() => link.click())
  },

  settle: async (person) => {
    if (!(await appears(textOf(person)))) return 'waiting'
    return (await appears(isLive(panelOf(person)), 'attached')) ? 'live' : 'cut-off'
  },

  write: async (person, text) => {
    await textOf(person).click()
    await person.page.keyboard.press('Control+End')
    if ((await textOf(person).textContent()) !== '') await person.page.keyboard.press('Enter')
    await person.page.keyboard.type(text)
    await appears(chipOf(person).filter({ hasText: en.status.saved }))
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
