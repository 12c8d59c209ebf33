/**
 * A pad to read before any script runs. The text and the bytes for the editor come from one reading, so both
 * name the same generation and sequence; the text is never parsed back into the document.
 */
import { PAGE_ELEMENT_ID, type PadPage, STATE_ELEMENT_ID } from '../../../protocol/api.ts'
import { MAX_INLINE_STATE_BYTES } from '../../../protocol/limits.ts'
import type { PageToken } from '../../../protocol/page-token.ts'
import type { Words } from '../../../protocol/words/en.ts'
import type { PadState } from '../../rooms/pads.ts'
import type { EntryAssets } from '../assets.ts'
import { html, jsonData, trusted } from './html.ts'
import { homeLink, renderLayout } from './layout.ts'
import type { PadText } from './pad-text.ts'

export interface PadPageOptions {
  readonly words: Words
  readonly base: string
  readonly token: PageToken
  readonly assets: EntryAssets
  readonly padId: string
  /** What the link allows, where pads open by links. */
  readonly may: 'read' | 'edit' | undefined
  readonly state: PadState
  /** Made from the bytes of `state`. */
  readonly text: PadText
}

export function renderPadPage(options: PadPageOptions): string {
  const { words, base, token, assets, padId, may, state, text } = options
  const { title, html: content } = text
  const inline = state.update.byteLength <= MAX_INLINE_STATE_BYTES
  const stateUrl = inline ? null : `${base}api/pads/${padId}/export?format=yjs`
  const page: PadPage = {
    padId,
    generation: state.generation ?? null,
    sequence: state.sequence,
    title,
    base,
    token,
    stateUrl,
    ...(may && { may }),
    damage: state.damage ?? null,
  }
  const notice =
    state.damage === undefined
      ? may === 'read'
        ? words.access.reading
        : undefined
      : words.damaged(state.damage)
  const bytes = html`
<script type="application/octet-stream" id="${STATE_ELEMENT_ID}">${trusted(Buffer.from(state.update).toString('base64'))}</script>`
  return renderLayout({
    base,
    words,
    title: words.pad.documentTitle(title),
    page: 'pad',
    assets,
    scripted: true,
    ...(stateUrl !== null && {
      head: html`<link rel="preload" as="fetch" crossorigin href="${stateUrl}">\n`,
    }),
    app: html`
<header class="bar">${may === undefined && homeLink(base, words)}</header>
<main class="sheet">
${notice !== undefined && html`<div class="notices"><p class="notice" role="${state.damage === undefined ? 'note' : 'alert'}">${notice}</p></div>\n`}<h1 class="title">${title === '' ? words.pad.titlePlaceholder : title}</h1>
<article id="reading" class="prose">${trusted(content)}</article>
<noscript><p class="notice">${words.pad.readOnlyWithoutScript}</p></noscript>
</main>
`,
    data: html`${jsonData(PAGE_ELEMENT_ID, page)}${inline && bytes}`,
  })
}
