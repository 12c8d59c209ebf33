/** The page a browser shows for a pad when the server does not answer: everything but the pad. */
import { type OfflinePage, PAGE_ELEMENT_ID } from '../../../protocol/api.ts'
import type { Words } from '../../../protocol/words/en.ts'
import type { EntryAssets } from '../assets.ts'
import { html, jsonData } from './html.ts'
import { homeLink, renderLayout } from './layout.ts'

export const renderOfflinePage = ({
  base,
  words,
  assets,
}: {
  readonly base: string
  readonly words: Words
  readonly assets: EntryAssets
}): string => {
  const page: OfflinePage = { base, offline: true }
  return renderLayout({
    base,
    words,
    title: words.product,
    page: 'pad',
    assets,
    scripted: true,
    app: html`
<header class="bar">${homeLink(base, words)}</header>
<main class="sheet"><p id="opening">${words.device.opening}</p></main>
`,
    data: jsonData(PAGE_ELEMENT_ID, page),
  })
}
