/**
 * The entry of the pad page: reads what the page brought and what this device kept, fetches the rest, opens the
 * session and hands it to the page. Everything the platform offers is passed in from here.
 */
import './styles/base.css'
import './styles/overlay.css'
import './styles/prose.css'
import './styles/pad.css'
import './styles/toolbar.css'
import './styles/details.css'
import type { OfflinePage, PadPage } from '../protocol/api.ts'
import { browserPlatform } from './connection/resilient-socket.ts'
import { openThisDevice } from './device/on-this-device.ts'
import { createPadPage } from './pad-page.ts'
import { mergeParts } from './session/copies.ts'
import { decideOpening, findCopies, type Opening } from './session/opening.ts'
import { createOwnPerson } from './session/own-person.ts'
import { readInlineState, readPadPage } from './session/page-data.ts'
import { createPageToken } from './session/page-token.ts'
import { fetchState } from './session/server-state.ts'
import { browser } from './ui/browser.ts'
import { wordsOf } from './ui/language.ts'
import { createSetAsideNotice } from './ui/set-aside-notice.ts'

/** What the server gets before a copy on this device is opened without its state. */
const PATIENCE_MS = 3000

/** What this device's storage gets; a healthy one needs a few. */
const STORAGE_PATIENCE_MS = 1500

const words = wordsOf(window)
const device = openThisDevice({ ...browser, merge: mergeParts })

/** Everything from here on is the same whether the server or this device knew the pad first. */
const show = (page: PadPage, state: Uint8Array | undefined, pad: string, opening: Opening) => {
  const pageToken = createPageToken({ base: page.base, token: page.token }, browser)
  for (const generation of opening.obsolete) device.copies.remove(pad, generation).catch(() => undefined)
  const me = createOwnPerson(words.people.anonymous, {
    storage: () => window.localStorage,
    random: browser.random,
  })
  const setAside = opening.setAside.map((text) =>
    createSetAsideNotice({
      words,
      text,
      why: 'replaced',
      onRemove: () => device.copies.remove(pad, text.generation),
    }),
  )
  return createPadPage(
    {
      page,
      state,
      // What is shown of a damaged pad is for reading, and must not be mistaken for a whole copy.
      device: page.damage === null ? { ...opening, keep: keepAs(pad, opening) } : undefined,
      setAside,
      words,
      me,
      app: document.getElementById('app') ?? document.body,
    },
    { ...browser, platform: browserPlatform(), pageToken },
  )
}

const keepAs =
  (pad: string, opening: Opening) =>
  (options: Omit<Parameters<typeof device.keep>[0], 'pad' | 'found'>): ReturnType<typeof device.keep> =>
    device.keep({ ...options, ...opening.copy, pad })

const stateUrl = (base: string, padId: string): string => `${base}api/pads/${padId}/export?format=yjs`

const openFromServer = async (page: PadPage): Promise<void> => {
  const pad = `${page.base}${page.padId}`
  const finding = findCopies(device.copies, pad, browser.wait(STORAGE_PATIENCE_MS))
  const inline = page.stateUrl === null ? readInlineState(document) : undefined
  const coming = inline ? undefined : fetchState(page.stateUrl ?? stateUrl(page.base, page.padId), browser)
  const found = await finding
  const generation = page.generation ?? ''
  const mine = found.copies.some((copy) => copy.generation === generation)
  // Without a copy there is nothing to go on with, and the page stays readable until the state is there.
  const state = inline ?? (await (mine ? Promise.race([coming, browser.wait(PATIENCE_MS)]) : coming))?.update
  const opened = show(page, state, pad, decideOpening(found, { generation, state }))
  if (state) return
  const late = await coming
  if (late) opened.receive(late.update, late.generation)
}

const openWithoutServer = async ({ base }: OfflinePage): Promise<void> => {
  const padId = window.location.pathname.split('/').at(-1) ?? ''
  const pad = `${base}${padId}`
  const coming = fetchState(stateUrl(base, padId), browser)
  const found = await findCopies(device.copies, pad, browser.wait(STORAGE_PATIENCE_MS))
  const page = (generation: string, title: string): PadPage => ({
    padId,
    generation: generation === '' ? null : generation,
    sequence: 0,
    title,
    base,
    stateUrl: null,
    damage: null,
  })
  const newest = found.copies[0]
  if (newest) {
    const opened = show(
      page(newest.generation, newest.title),
      undefined,
      pad,
      decideOpening(found, undefined),
    )
    const late = await coming
    if (late) opened.receive(late.update, late.generation)
    return
  }
  const place = document.getElementById('opening')
  if (place) place.textContent = words.device.nothingHere
  const late = await coming
  // A deleted pad has a page of its own, with the way back.
  if (!late) return window.location.reload()
  show(page(late.generation, ''), late.update, pad, decideOpening(found, { ...late, state: late.update }))
}

const page = readPadPage(document)
if (page) {
  void ('offline' in page ? openWithoutServer(page) : openFromServer(page))
  // Without a secure context there is none, and everything else works.
  navigator.serviceWorker?.register(`${page.base}service-worker.js`).catch(() => undefined)
}
