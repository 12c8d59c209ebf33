/** The list of pads, complete without a script; the browser app takes the same rows over. */
import { type ListPage, PAGE_ELEMENT_ID, type PadList, type PadSummary } from '../../../protocol/api.ts'
import type { PageToken } from '../../../protocol/page-token.ts'
import type { Words } from '../../../protocol/words/en.ts'
import type { EntryAssets } from '../assets.ts'
import { html, jsonData } from './html.ts'
import { renderLayout } from './layout.ts'

export interface ListPageOptions {
  readonly words: Words
  readonly base: string
  readonly token: PageToken
  readonly assets: EntryAssets
  readonly list: PadList
  readonly now: number
}

export function renderListPage({ words, base, token, assets, list, now }: ListPageOptions): string {
  const page: ListPage = { base, token, list }
  const row = (pad: PadSummary) => html`
<li class="row"><a${pad.title === '' && html` class="untitled"`} href="${base}p/${pad.id}">${pad.title === '' ? words.list.untitled : pad.title}</a><time datetime="${pad.updatedAt}" title="${pad.updatedAt}">${words.time.ago(now - Date.parse(pad.updatedAt))}</time><span class="people">${words.list.people(pad.people)}</span></li>`
  const older =
    list.next !== null &&
    html`<noscript><p><a href="${base}?cursor=${list.next}">${words.list.more}</a></p></noscript>`
  return renderLayout({
    base,
    words,
    title: words.list.documentTitle,
    page: 'list',
    assets,
    scripted: true,
    app: html`
<main class="sheet">
<h1>${words.list.heading}</h1>
${list.pads.length === 0 ? html`<p class="empty">${words.list.empty}</p>` : html`<ul class="pads">${list.pads.map(row)}\n</ul>`}
${older}
</main>
`,
    data: jsonData(PAGE_ELEMENT_ID, page),
  })
}
