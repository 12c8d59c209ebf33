/** The demo as people meet it: the page with all the doors, what is behind them, the switch, and the end. */
import { expect, type Page } from '@playwright/test'
import { WebSocket } from 'ws'
import { DOORS } from '../../docker/doors.ts'
import { en } from '../../protocol/words/en.ts'
import { demoEn } from '../../protocol/words/en-demo.ts'
import { exhibitsEn } from '../../protocol/words/en-exhibits.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { sideways, violations } from '../harness/axe.ts'
import { createPad } from '../harness/fixtures.ts'
import { exhibitStatus, exhibitText, recorded } from '../stories/exhibit-page.ts'
import { holdfastClient } from '../stories/holdfast-client.ts'
import type { StoryPerson } from '../stories/people.ts'
import { run } from './engine.ts'
import { rowOf, test } from './fixtures.ts'

const titleOf = (id: string): string => FAULTS.find((fault) => fault.id === id)?.title ?? ''
const BROKEN = DOORS.filter(({ fault }) => fault !== undefined)
const SWITCHED = DOORS.filter(({ choices }) => choices.length > 0)

/** Opens both windows of a door and client, from the page, in the one browser that has it open. */
async function openWindows(
  landing: Page,
  door: string,
  client: keyof typeof demoEn.clients,
): Promise<Page[]> {
  const links = rowOf(landing, door).locator(`a[href*="/${client}/"]`)
  await expect(links).toHaveCount(2)
  const opened: Page[] = []
  for (const link of await links.all()) {
    const [page] = await Promise.all([landing.waitForEvent('popup'), link.click()])
    await page.waitForLoadState()
    opened.push(page)
  }
  return opened
}

/** A window as the clients of the stories see a person. */
const asPerson = (page: Page): StoryPerson => ({ page }) as StoryPerson

/** Resolves when the server's first frame has come through. */
const openSocket = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'))
    socket.once('message', () => resolve(socket))
    socket.once('error', reject)
  })

/** The socket never closed since it opened, and the server answers over it now. */
const answers = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    if (socket.readyState !== WebSocket.OPEN) reject(new Error('the open socket was closed at the switch'))
    socket.once('close', (code) => reject(new Error(`closed with ${code} instead of answering`)))
    socket.once('pong', () => resolve())
    socket.ping()
  })

test('[DK1] every door is on the page: the good ones green, the broken ones with their cause', async ({
  landing,
}) => {
  for (const { name, fault } of DOORS) {
    const row = rowOf(landing, name)
    if (fault === undefined) await expect(row.locator('.state')).toContainText(demoEn.states.well)
    else {
      await expect(row.locator('.state')).toContainText(demoEn.states.byHttp)
      await expect(row.locator('.reason')).toContainText(titleOf(fault))
      await expect(row.locator('.headline')).toContainText(titleOf(fault))
      await row.getByText(demoEn.fix).click()
      await expect(row.locator('pre')).toContainText('+')
    }
  }
  await expect(rowOf(landing, 'squid-broken').locator('.headline')).toContainText('Squid')
})

for (const { name } of BROKEN) {
  test(`[DK2] through ${name} nobody reads the other with the exhibit, and both read both in the real client`, async ({
    landing,
    demo,
  }) => {
    const exhibit = await openWindows(landing, name, 'exhibit')
    for (const [index, page] of exhibit.entries()) {
      const person = asPerson(page)
      await expect(recorded(person, 'closed')).not.toHaveCount(0)
      await exhibitText(person).click()
      await page.keyboard.type(`window ${index} was here`)
      await expect(exhibitStatus(person)).toHaveText(exhibitsEn.status.saved)
    }
    for (const [index, page] of exhibit.entries()) {
      await page.reload()
      await expect(exhibitText(asPerson(page))).toHaveText(`window ${index} was here`)
      await expect(recorded(asPerson(page), 'closed')).not.toHaveCount(0)
    }
    expect(new Set(exhibit.map((page) => new URL(page.url()).hostname)).size).toBe(2)
    const padId = new URL(exhibit[0]?.url() ?? '').pathname.split('/').at(-1)
    expect(new URL(exhibit[1]?.url() ?? '').pathname.split('/').at(-1)).toBe(padId)
    const stored = await fetch(`${demo.door('direct')}/api/pads/${padId}/export?format=txt`)
    expect(await stored.text()).not.toContain('was here')

    const real = await openWindows(landing, name, 'real')
    for (const [index, page] of real.entries()) {
      expect(await holdfastClient.settle(asPerson(page))).toBe('live')
      await holdfastClient.write(asPerson(page), `window ${index} was here`)
    }
    for (const page of real) {
      const text = page.getByRole('textbox', { name: en.pad.text })
      await expect(text).toContainText('window 0 was here')
      await expect(text).toContainText('window 1 was here')
    }
    for (const page of [...exhibit, ...real]) await page.close()
  })
}

for (const { name, choices } of SWITCHED) {
  const fault = choices[0] as string
  test(`[DK3] ${name} is broken and mended while two write, and both keep their text and their sockets`, async ({
    landing,
    demo,
    people,
  }) => {
    const { id } = await createPad(demo.door('direct'), { title: `While the switch of ${name} is turned` })
    const writers = [await people.person('Ada'), await people.person('Bert')] as const
    // A page may leave its socket by itself on a busy machine; this one stays as long as the proxies let it.
    const witness = await openSocket(`${demo.door(name)}/collab/${id}`)
    let written = ''
    const write = async (who: StoryPerson, words: string) => {
      await holdfastClient.write(who, words)
      written += words
      for (const { page } of writers)
        await expect(page.getByRole('textbox', { name: en.pad.text })).toContainText(words)
    }
    const isBy = (who: StoryPerson, line: string) =>
      expect(who.page.locator('#status-panel')).toContainText(line)
    for (const who of writers) {
      await who.goTo(`${demo.door(name)}/p/${id}`)
      await isBy(who, en.status.live)
    }
    await write(writers[0], 'Before the switch.')

    const row = rowOf(landing, name)
    await row.locator('select').selectOption(fault)
    await row.getByRole('button', { name: demoEn.switch.turn }).click()
    await write(writers[1], 'While it turns.')
    await expect(row.locator('.reason')).toContainText(titleOf(fault))
    await write(writers[0], 'Behind the broken proxy.')
    await answers(witness)

    // Whoever comes anew passes through the new configuration.
    await writers[1].reload()
    await isBy(writers[1], en.status.liveByHttp)
    await write(writers[1], 'By HTTP beside a socket.')

    await row.locator('select').selectOption('')
    await row.getByRole('button', { name: demoEn.switch.turn }).click()
    await expect(row.locator('.state')).toContainText(demoEn.states.well)
    await write(writers[0], 'Mended.')
    await answers(witness)
    witness.terminate()
    await writers[1].reload()
    await isBy(writers[1], en.status.live)
    const stored = await fetch(`${demo.door('direct')}/api/pads/${id}/export?format=txt`)
    const text = (await stored.text()).replaceAll('\n', '')
    for (const sentence of written.split('.').filter((each) => each !== '')) expect(text).toContain(sentence)
  })
}

test('[DK7] thirty people are in one pad behind one door', async ({ demo }) => {
  const { id } = await createPad(demo.door('direct'), { title: 'Thirty' })
  const url = `${demo.door('squid').replace('http', 'ws')}/collab/${id}`
  const sockets = [...Array(30).keys()].map(() => new WebSocket(url))
  const heard = sockets.map(
    (socket) =>
      new Promise<string>((resolve) => {
        socket.once('message', () => resolve('heard'))
        socket.once('error', ({ message }) => resolve(message))
      }),
  )
  expect(await Promise.all(heard)).toEqual(sockets.map(() => 'heard'))
  for (const socket of sockets) socket.terminate()
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, width] of [
    ['a desktop', 1280],
    ['a phone', 360],
  ] as const) {
    test(`[DK11] the page is accessible in ${colorScheme} on ${name}`, async ({ browser, demo }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
      const page = await context.newPage()
      await page.goto(demo.url)
      await expect(rowOf(page, 'squid-broken').locator('.line')).toBeVisible()
      expect(await violations(page)).toEqual([])
      expect(await sideways(page)).toBe(0)
      await context.close()
    })
  }
}

interface Inspected {
  readonly Config: { readonly User: string }
  readonly HostConfig: { readonly ReadonlyRootfs: boolean; readonly CapAdd: unknown; readonly Binds: unknown }
  readonly State: { readonly Health?: { readonly Status: string }; readonly ExitCode: number }
}

test('[DK8] containers run as nobody special, cannot write, are healthy, and end by themselves', async ({
  demo,
}) => {
  test.info().skip(demo.compose === undefined, `needs containers: ${demo.reason}`)
  const { compose } = demo
  if (compose === undefined) throw new Error('skipped above')
  const ids = (await compose('ps', '--quiet', '--all')).split('\n')
  expect(ids.length).toBe(DOORS.length + 1)
  const inspect = async () =>
    JSON.parse(await run(['docker', 'inspect', ...(ids as [string, ...string[]])])) as Inspected[]
  for (const { Config, HostConfig, State } of await inspect()) {
    expect(Config.User).toBe('node')
    expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapAdd: null })
    expect(State.Health?.Status).toBe('healthy')
  }
  for (const id of ids) expect(await run(['docker', 'exec', id, 'cat', '/proc/1/comm'])).toBe('node')
  await expect(run(['docker', 'exec', ids[0] as string, 'touch', '/holdfast/x'])).rejects.toThrow('Read-only')
  await compose('stop', '--timeout', '60')
  for (const { State } of await inspect()) expect(State.ExitCode).toBe(0)
})

test('[DK9] what down leaves are the named volumes', async ({ demo }) => {
  test.info().skip(demo.compose === undefined, `needs containers: ${demo.reason}`)
  const { compose } = demo
  if (compose === undefined) throw new Error('skipped above')
  await compose('down')
  const of = ['--filter', `label=com.docker.compose.project=${compose.project}`, '--quiet']
  expect(await run(['docker', 'ps', '--all', ...of])).toBe('')
  expect(await run(['docker', 'network', 'ls', ...of])).toBe('')
  const volumes = (await run(['docker', 'volume', 'ls', ...of])).split('\n').sort()
  expect(volumes).toEqual([`${compose.project}_pads`, `${compose.project}_switches`])
})
