/**
 * The entry of the page of a pad that is deleted, or closed to this browser: offers what this user wrote last and
 * never got to the server. The page
 * is whole without it.
 */
import './styles/base.css'
import './styles/overlay.css'
import './styles/list.css'
import { openThisDevice } from './device/on-this-device.ts'
import { mergeParts } from './session/copies.ts'
import { findCopies, neverSent } from './session/opening.ts'
import { readDeletedPage } from './session/page-data.ts'
import { browser } from './ui/browser.ts'
import { wordsOf } from './ui/language.ts'
import { createSetAsideNotice } from './ui/set-aside-notice.ts'

const page = readDeletedPage(document)
if (page) {
  const pad = `${page.base}${page.padId}`
  const { copies } = openThisDevice({ ...browser, merge: mergeParts })
  const words = wordsOf(window)
  const notices = neverSent(await findCopies(copies, pad, browser.wait(5000))).map((text) =>
    createSetAsideNotice({
      words,
      text,
      why: 'deleted',
      onRemove: () => copies.remove(pad, text.generation),
    }),
  )
  document.querySelector('main')?.append(...notices)
}
