/** The first exhibit, used as people used the client it shows. */
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import type { EditingClient } from './client.ts'
import { exhibitSays, exhibitStatus, exhibitText, recorded } from './exhibit-page.ts'
import type { StoryPerson } from './people.ts'
import { appears } from './waiting.ts'

/** Where a run of its fallback ends. */
const ENDS = ['fallback-failed', 'fallback-refused', 'fallback-stored'] as const

const isCutOff = async (person: StoryPerson): Promise<boolean> =>
  (await recorded(person, 'closed').count()) > 0 && (await recorded(person, 'synced').count()) === 0

export const socketOnlyClient: EditingClient = {
  name: 'socket-only',

  create: async (person, baseUrl, title) => {
    const load = await person.goTo(`${baseUrl}/exhibits/`)
    if (load.is !== 'loads') return load
    const form = person.page
      .getByRole('region', { name: words.exhibits['socket-only'].name })
      .getByRole('textbox', { name: words.index.newTitle })
    await form.fill(title)
    return person.leadsTo(() => form.press('Enter'))
  },

  open: (person, baseUrl, padId) => person.goTo(`${baseUrl}/exhibits/socket-only/${padId}`),

  settle: async (person) => {
    if (!(await appears(recorded(person, 'synced', 'closed')))) return 'waiting'
    await appears(exhibitText(person))
    if (!(await isCutOff(person))) return 'live'
    await appears(recorded(person, ...ENDS))
    return 'cut-off'
  },

  write: async (person, text) => {
    await exhibitText(person).click()
    await person.page.keyboard.press('Control+End')
    if ((await exhibitText(person).textContent()) !== '') await person.page.keyboard.press('Enter')
    await person.page.keyboard.type(text)
    // Said when the browser's storage has it: from here on it is as saved as it will ever be.
    await appears(exhibitStatus(person).filter({ hasText: words.status.saved }))
  },

  insist: async (person) => {
    if (!(await isCutOff(person))) return
    const ended = await recorded(person, ...ENDS).count()
    await person.page.keyboard.press('Control+s')
    await appears(recorded(person, ...ENDS).nth(ended))
  },

  text: async (person) =>
    (await exhibitText(person).count()) === 1 ? ((await exhibitText(person).textContent()) ?? '') : '',

  says: exhibitSays,
}
