/**
 * What every browser test gets: a server and an nginx before it, shared by the tests of one worker, and people.
 * Tests never share a pad. A test whose people saw an error they did not expect has failed.
 */
import { type BrowserContextOptions, test as base, expect } from '@playwright/test'
import { type Nginx, startNginx } from './nginx.ts'
import { type PadServer, startPadServer } from './pad-server.ts'
import { createPerson, type Person } from './person.ts'

export const DOORS = ['direct', 'nginx'] as const
export type Door = (typeof DOORS)[number]

export interface ForWorker {
  readonly house: { readonly server: PadServer; readonly nginx: Nginx; url(door: Door): string }
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
  url: async ({ house }, use) => use(house.url('direct')),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  expectComplaints: async ({}, use) => use([]),
  person: async ({ browser, expectComplaints }, use) => {
    const people: Person[] = []
    await use(async (options) => {
      const person = await createPerson(browser, options)
      people.push(person)
      return person
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
