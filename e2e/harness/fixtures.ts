/**
 * What every browser test gets: a server and an nginx before it, shared by the tests of one worker, and people.
 * Tests never share a pad. A test whose people saw an error they did not expect has failed.
 */
import { type Browser, type BrowserContextOptions, test as base, expect } from '@playwright/test'
import { type Nginx, startNginx } from './nginx.ts'
import { type PadServer, startPadServer } from './pad-server.ts'
import { createPerson, type Person } from './person.ts'

export const DOORS = ['direct', 'nginx'] as const
export type Door = (typeof DOORS)[number]

export interface ForWorker {
  readonly house: { readonly server: PadServer; readonly nginx: Nginx; url(door: Door): string }
  /**
   * The browser of the n-th person. Only one page of a Firefox has the focus, and an editor without it reads no
   * selection: there each person has a whole browser.
   */
  browserOf(person: number): Promise<Browser>
}

export interface ForTest {
  /** Address without a trailing slash. */
  readonly url: string
  person(options?: BrowserContextOptions): Promise<Person>
  /** Makes a pad by the API and answers its address. */
  pad(content?: { title?: string; markdown?: string }): Promise<{ readonly id: string; readonly url: string }>
  /** Complaints of pages that this test provokes on purpose. */
  readonly expectComplaints: RegExp[]
}

export const test = base.extend<ForTest, ForWorker>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
    async ({}, use) => {
      const server = await startPadServer()
      const nginx = await startNginx(server.port)
      await use({ server, nginx, url: (door) => (door === 'nginx' ? nginx.url : server.url) })
      await nginx.close()
      await server.close()
    },
    { scope: 'worker' },
  ],
  browserOf: [
    async ({ browser, browserName, channel, launchOptions, playwright }, use) => {
      const all = [Promise.resolve(browser)]
      const launch = () =>
        playwright[browserName].launch({ ...launchOptions, ...(channel === undefined ? {} : { channel }) })
      await use((person) => {
        const at = browserName === 'firefox' ? person : 0
        all[at] ??= launch()
        return all[at]
      })
      for (const more of all.slice(1)) await (await more).close()
    },
    { scope: 'worker' },
  ],
  url: async ({ house }, use) => use(house.url('direct')),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  expectComplaints: async ({}, use) => use([]),
  person: async ({ browserOf, expectComplaints }, use) => {
    const people: Person[] = []
    let begun = 0
    await use(async (options) => {
      // Their browsers may start side by side; each takes its place before.
      const person = createPerson(await browserOf(begun++), options)
      people.push(await person)
      return await person
    })
    const complaints = people.flatMap((person) => person.complaints())
    for (const person of people) await person.close()
    expect(complaints.filter((line) => !expectComplaints.some((pattern) => pattern.test(line)))).toEqual([])
  },
  pad: async ({ url }, use) => {
    await use(async (content = {}) => {
      const { id } = await createPad(url, content)
      return { id, url: `${url}/p/${id}` }
    })
  },
})

export async function createPad(
  url: string,
  content: { title?: string; markdown?: string } = {},
): Promise<{ readonly id: string }> {
  const response = await fetch(`${url}/api/pads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(content),
  })
  if (response.status !== 201)
    throw new Error(`a pad was not created: ${response.status} ${await response.text()}`)
  return (await response.json()) as { id: string }
}
