/**
 * Tells stories to a camera: each person's screen as a video, and the screens side by side as a picture at the
 * moments that matter. A scene is a story, a client, a way to the server and a look; the table below is all there
 * is. Judges nothing.
 */
import { execFileSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions } from '@playwright/test'
import { chromium } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad } from '../harness/fixtures.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { holdfastClient } from './holdfast-client.ts'
import { invisibleContent } from './invisible-content.ts'
import { createPeople, type People, type StoryPerson } from './people.ts'
import {
  fiveAttemptsClient,
  type OpeningClient,
  openedByHoldfast,
  reconnectTimedOut,
} from './reconnect-timed-out.ts'
import { socketOnlyClient } from './socket-only-client.ts'
import { openWay, type WAYS } from './ways.ts'

export interface FilmOptions {
  readonly folder: string
  readonly ffmpeg: string
  /** Names of scenes; all of them when there is none. */
  readonly wanted: readonly string[]
  say(line: string): void
}

interface Scene {
  readonly name: string
  readonly way: keyof typeof WAYS
  readonly look: BrowserContextOptions
  tell(people: People, baseUrl: string, server: PadServer): Promise<unknown>
}

const BROKEN = 'an nginx without the lines for WebSocket'
const SQUID = 'Apache and a Squid as it comes'
const HALF = { viewport: { width: 620, height: 720 } }
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true }
const DARK = { colorScheme: 'dark' } as const

const content =
  (client: typeof holdfastClient) =>
  (people: People, baseUrl: string): Promise<unknown> =>
    invisibleContent(people, { baseUrl, client, title: 'Ferry times' })

const opening =
  (client: OpeningClient) =>
  async (people: People, baseUrl: string, server: PadServer): Promise<unknown> => {
    const pad = { title: 'Harbour rules', text: 'No anchoring in the fairway.' }
    const { id } = await createPad(server.url, { title: pad.title, markdown: pad.text })
    return reconnectTimedOut(people, { baseUrl, client, pad: { ...pad, id } })
  }

const SCENES: readonly Scene[] = [
  { name: 'invisible-content', way: BROKEN, look: HALF, tell: content(socketOnlyClient) },
  {
    name: 'invisible-content-phone',
    way: BROKEN,
    look: { ...PHONE, ...DARK },
    tell: content(socketOnlyClient),
  },
  { name: 'visible-content', way: BROKEN, look: HALF, tell: content(holdfastClient) },
  { name: 'visible-content-dark', way: BROKEN, look: { ...HALF, ...DARK }, tell: content(holdfastClient) },
  {
    name: 'five-attempts',
    way: SQUID,
    look: HALF,
    tell: opening(fiveAttemptsClient({ polling: false, hurry: false })),
  },
  {
    name: 'five-attempts-phone',
    way: SQUID,
    look: { ...PHONE, ...DARK },
    tell: opening(fiveAttemptsClient({ polling: false, hurry: false })),
  },
  {
    name: 'polling',
    way: SQUID,
    look: HALF,
    tell: opening(fiveAttemptsClient({ polling: true, hurry: false })),
  },
  { name: 'no-attempts-needed', way: SQUID, look: HALF, tell: opening(openedByHoldfast) },
]

export async function film({ folder, ffmpeg, wanted, say }: FilmOptions): Promise<void> {
  const scenes = SCENES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const server = await startPadServer()
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' })
  try {
    for (const scene of scenes) {
      const way = await openWay(scene.way, server)
      const recordVideo = { dir: folder, ...(scene.look.viewport && { size: scene.look.viewport }) }
      const people = createPeople(browser, {
        context: { ...scene.look, recordVideo },
        moment: async (name, who) => {
          const path = join(folder, `${scene.name}-${name}`)
          await picture(path, who, ffmpeg)
          if (await lookCloser(who)) await picture(`${path}-closer`, who, ffmpeg)
        },
      })
      try {
        await scene.tell(people, way.url, server)
      } finally {
        await people.close()
        await way.close()
      }
      for (const { name, page } of people.all()) {
        const path = await page.video()?.path()
        if (path) renameSync(path, join(folder, `${scene.name}-${name}.webm`))
      }
      say(`${scene.name}: filmed`)
    }
  } finally {
    await browser.close()
    await server.close()
  }
  say(`Pictures and videos are in ${folder}`)
}

/** The first person opens the status of the real client, if that is what is on the screen, and closes it again. */
async function lookCloser(people: readonly StoryPerson[]): Promise<boolean> {
  const page = people[0]?.page
  const status = page?.getByRole('button', { description: en.status.label })
  if (page === undefined || status === undefined || (await status.count()) === 0) return false
  if (await page.locator('#status-panel').isVisible()) return true
  await status.click()
  return true
}

/** Everybody's screen, side by side, as one WebP of few colours and sharp letters. */
async function picture(path: string, people: readonly StoryPerson[], ffmpeg: string): Promise<void> {
  const files = await Promise.all(
    people.map(async ({ name, page }) => {
      const file = `${path}-${name}.png`
      await page.screenshot({ path: file, animations: 'disabled' })
      return file
    }),
  )
  const inputs = files.flatMap((file) => ['-i', file])
  const padded = files.map((_file, index) => `[${index}]pad=iw+2:ih:1:0:gray[p${index}]`)
  const joined = `${files.map((_file, index) => `[p${index}]`).join('')}hstack=inputs=${files.length}`
  const filter =
    files.length === 1 ? ['-vf', 'pad=iw+2:ih:1:0:gray'] : ['-filter_complex', [...padded, joined].join(';')]
  execFileSync(ffmpeg, ['-y', '-v', 'error', ...inputs, ...filter, '-lossless', '1', `${path}.webp`])
  for (const file of files) rmSync(file)
}
