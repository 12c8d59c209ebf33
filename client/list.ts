/** The entry of the page with the list of pads. */
import './styles/base.css'
import './styles/overlay.css'
import './styles/list.css'
import { readListPage } from './session/page-data.ts'
import { createPageToken } from './session/page-token.ts'
import { browser } from './ui/browser.ts'
import { wordsOf } from './ui/language.ts'
import { createListPage } from './ui/list-page.ts'

const page = readListPage(document)
if (page) {
  const app = document.getElementById('app') ?? document.body
  const { fetch } = createPageToken(page, browser)
  createListPage({ base: page.base, list: page.list, words: wordsOf(window), app }, { ...browser, fetch })
}
