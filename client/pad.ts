/**
 * The entry of the pad page: reads what the page brought, fetches the rest, opens the session and hands it to
 * the page. Everything the platform offers is passed in from here.
 */
import './styles/base.css'
import './styles/overlay.css'
import './styles/prose.css'
import './styles/pad.css'
import './styles/toolbar.css'
import type { PadPage } from '../protocol/api.ts'
import { en } from '../protocol/words/en.ts'
import { browserPlatform } from './connection/resilient-socket.ts'
import { createPadPage } from './pad-page.ts'
import { createOwnPerson } from './session/own-person.ts'
import { readInlineState, readPadPage } from './session/page-data.ts'
import { browser } from './ui/browser.ts'

/** The page is readable meanwhile: the server put the text into it. */
const fetchState = async (url: string): Promise<Uint8Array> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(url, { cache: 'no-store' })
      if (response.ok) return new Uint8Array(await response.arrayBuffer())
      // Deleted since the page was made: the server has a page with the way back for that.
      if (response.status === 410) window.location.reload()
    } catch {
      // No network at the moment: what the page shows stays readable, and the next try may succeed.
    }
    await browser.wait(Math.min(500 * 2 ** attempt, 10_000) * (0.5 + Math.random() / 2))
  }
}

const open = async (page: PadPage): Promise<void> => {
  const inline = page.stateUrl === null ? readInlineState(document) : undefined
  const state =
    inline ?? (await fetchState(page.stateUrl ?? `${page.base}api/pads/${page.padId}/export?format=yjs`))
  const me = createOwnPerson(en.people.anonymous, {
    storage: () => window.localStorage,
    random: Math.random,
  })
  const app = document.getElementById('app') ?? document.body
  createPadPage({ page, state, words: en, me, app }, { ...browser, platform: browserPlatform() })
}

const page = readPadPage(document)
if (page) void open(page)
