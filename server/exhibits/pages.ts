/**
 * The exhibits' pages as the server sends them: what an exhibit is and why it exists is said in the page itself,
 * before any script runs. An exhibit's page holds no text of the pad, because the clients it shows have none there.
 */
import { PAGE_ELEMENT_ID } from '../../protocol/api.ts'
import { EXHIBIT_PLACES, EXHIBITS, type ExhibitName, type ExhibitPage } from '../../protocol/exhibits.ts'
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import type { EntryAssets } from '../http/assets.ts'
import { html, jsonData } from '../http/pages/html.ts'
import { homeLink, renderLayout } from '../http/pages/layout.ts'
import type { PadRecord } from '../storage/storage.ts'

export interface ExhibitPageOptions {
  readonly base: string
  readonly assets: EntryAssets
  readonly name: ExhibitName
  readonly padId: string
}

export function renderExhibitPage({ base, assets, name, padId }: ExhibitPageOptions): string {
  const page: ExhibitPage = { padId, base }
  const exhibit = words.exhibits[name]
  return renderLayout({
    base,
    title: words.documentTitle(exhibit.name),
    page: 'exhibit',
    assets,
    scripted: true,
    app: html`
<header class="bar">${homeLink(base)}<p id="${EXHIBIT_PLACES.status}" class="exhibit-status" role="status" aria-label="${words.status.label}"></p></header>
<main class="sheet">
<aside class="exhibit-banner" aria-label="${words.label}">
<p><strong>${words.label}: ${exhibit.name}.</strong> ${exhibit.what} ${exhibit.why}</p>
<p class="exhibit-links"><a href="${base}p/${padId}">${words.realPad}</a> <a href="${base}exhibits/">${words.allExhibits}</a></p>
</aside>
<noscript><p class="notice">${words.withoutScript}</p></noscript>
<h1><input id="${EXHIBIT_PLACES.title}" class="exhibit-title" aria-label="${words.title}" placeholder="${words.untitled}" autocomplete="off"></h1>
<div id="${EXHIBIT_PLACES.text}" class="exhibit-text"></div>
<details class="exhibit-record" open><summary>${words.record.heading}</summary>
<ol id="${EXHIBIT_PLACES.record}" data-none="${words.record.empty}"></ol>
</details>
</main>
`,
    data: jsonData(PAGE_ELEMENT_ID, page),
  })
}

export interface ExhibitsPageOptions {
  readonly base: string
  readonly assets: EntryAssets
  readonly records: readonly PadRecord[]
}

export function renderExhibitsPage({ base, assets, records }: ExhibitsPageOptions): string {
  const { index } = words
  const section = (name: ExhibitName) => {
    const { name: called, what, why } = words.exhibits[name]
    return html`
<section aria-labelledby="${name}">
<h2 id="${name}">${called}</h2>
<p>${what} ${why}</p>
<form method="post" action="${base}exhibits/new" class="exhibit-form">
<input type="hidden" name="exhibit" value="${name}">
<input class="field" name="title" required maxlength="300" aria-label="${index.newTitle}" placeholder="${index.newTitle}" autocomplete="off">
<button class="button" aria-describedby="${name}">${index.create}</button>
</form>
</section>`
  }
  const row = ({ id, title }: PadRecord) => {
    const shown = title === '' ? index.untitled : title
    const link = (name: ExhibitName) => {
      const called = words.exhibits[name].name
      return html` <a href="${base}exhibits/${name}/${id}" aria-label="${index.openAs(called, shown)}">${called}</a>`
    }
    return html`
<li><span class="exhibit-pad">${shown}</span>${EXHIBITS.map(link)}</li>`
  }
  return renderLayout({
    base,
    title: index.documentTitle,
    page: 'exhibit',
    assets,
    scripted: false,
    app: html`
<header class="bar">${homeLink(base)}</header>
<main class="sheet">
<h1>${index.heading}</h1>
<p class="exhibit-intro">${index.intro}</p>
${EXHIBITS.map(section)}
<section aria-labelledby="pads"><h2 id="pads">${index.padsHeading}</h2>
${records.length === 0 ? html`<p>${index.noPads}</p>` : html`<ul class="exhibit-pads">${records.map(row)}\n</ul>`}
</section>
</main>
`,
  })
}
