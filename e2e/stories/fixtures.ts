/** What a story's test gets: people, a way to the server, and a pad that exists. Knows neither stories nor proxies. */
import { createPad, test as shared } from '../harness/fixtures.ts'
import { createPeople } from './people.ts'
import type { ExistingPad } from './reconnect-timed-out.ts'
import { openWay, type WAYS, type Way } from './ways.ts'

export type WayName = keyof typeof WAYS

export interface ForStories {
  readonly people: ReturnType<typeof createPeople>
  way(name: WayName): Promise<Way>
  existingPad(): Promise<ExistingPad>
  /** A title no other pad has. */
  readonly title: string
}

const unique = (name: string) => `${name} ${Math.random().toString(36).slice(2, 8)}`

export const test = shared.extend<ForStories>({
  people: async ({ browser }, use) => {
    const people = createPeople(browser)
    await use(people)
    await people.close()
  },
  way: async ({ house }, use) => {
    const started: Way[] = []
    await use(async (name) => {
      const way = await openWay(name, house.server)
      started.push(way)
      return way
    })
    for (const way of started) await way.close()
  },
  existingPad: async ({ house }, use) => {
    await use(async () => {
      const pad = { title: unique('Harbour rules'), text: 'No anchoring in the fairway.' }
      const { id } = await createPad(house.server.url, { title: pad.title, markdown: pad.text })
      return { ...pad, id }
    })
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
  title: async ({}, use) => use(unique('Ferry times')),
})
