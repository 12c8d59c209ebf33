/**
 * The page that checks the connection. Without its script it can do nothing, and says what it means when that does
 * not come: then a proxy leads the files of the pages astray, which is a finding by itself.
 */
import { type DiagnosePage, PAGE_ELEMENT_ID } from '../../../protocol/api.ts'
import type { PageToken } from '../../../protocol/page-token.ts'
import { diagnoseEn } from '../../../protocol/words/en-diagnose.ts'
import type { EntryAssets } from '../assets.ts'
import { html, jsonData } from './html.ts'
import { homeLink, renderLayout } from './layout.ts'

export interface DiagnosePageOptions {
  readonly base: string
  /** Pads open by links alone; there is no list for everybody to lead back to. */
  readonly byLinks: boolean
  readonly token: PageToken
  readonly assets: EntryAssets
}

export function renderDiagnosePage({ base, byLinks, token, assets }: DiagnosePageOptions): string {
  const page: DiagnosePage = { base, byLinks, token }
  return renderLayout({
    base,
    title: diagnoseEn.documentTitle,
    page: 'diagnose',
    assets,
    scripted: true,
    app: html`
<header class="bar">${!byLinks && homeLink(base)}</header>
<main class="sheet">
<h1>${diagnoseEn.heading}</h1>
<noscript><p class="notice">${diagnoseEn.withoutScript}</p></noscript>
<p>${diagnoseEn.scriptMissing}</p>
</main>
`,
    data: jsonData(PAGE_ELEMENT_ID, page),
  })
}
