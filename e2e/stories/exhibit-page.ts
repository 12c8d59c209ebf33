/** What both exhibits' pages have in common for whoever looks at them: the status, the text, and the record. */
import type { Locator } from '@playwright/test'
import type { ExhibitEvent } from '../../protocol/exhibits.ts'
import { EXHIBIT_PLACES } from '../../protocol/exhibits.ts'
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import type { Traces } from './outcome.ts'
import type { StoryPerson } from './people.ts'

export const exhibitText = ({ page }: StoryPerson): Locator =>
  page.getByRole('textbox', { name: words.text, exact: true })

export const exhibitStatus = ({ page }: StoryPerson): Locator => page.locator(`#${EXHIBIT_PLACES.status}`)

export const recorded = ({ page }: StoryPerson, ...events: readonly ExhibitEvent[]): Locator =>
  page.locator(events.map((event) => `#${EXHIBIT_PLACES.record} [data-event="${event}"]`).join(', '))

export const exhibitSays = async (
  person: StoryPerson,
): Promise<Pick<Traces, 'says' | 'tells' | 'closeCode'>> => {
  if ((await exhibitStatus(person).count()) === 0) return { says: '', tells: '', closeCode: undefined }
  const tells = (await person.page.locator(`#${EXHIBIT_PLACES.record} li`).allTextContents()).join('\n')
  const closed = await recorded(person, 'closed').allTextContents()
  const code = /\b(1\d{3}|4\d{3})\b/.exec(closed.at(-1)?.replace(/^[\d:]+/, '') ?? '')?.[1]
  return {
    says: (await exhibitStatus(person).textContent())?.trim() ?? '',
    tells,
    closeCode: code === undefined ? undefined : Number(code),
  }
}
