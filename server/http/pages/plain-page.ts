/** Pages that are whole without a script: a deleted pad with its way back, an address that is not there, a failure. */

import { type DeletedPage, PAGE_ELEMENT_ID } from '../../../protocol/api.ts'
import { PAGE_TOKEN_PARAMETER, type PageToken } from '../../../protocol/page-token.ts'
import { en, type Words } from '../../../protocol/words/en.ts'
import { DENIALS, type DenialCode } from '../../admission/denials.ts'
import type { PadRecord } from '../../storage/storage.ts'
import type { EntryAssets } from '../assets.ts'
import { html, jsonData, type Markup } from './html.ts'
import { homeLink, renderLayout } from './layout.ts'

export interface PlainPageOptions {
  readonly base: string
  readonly words: Words
  readonly assets: EntryAssets
}

const render = (options: PlainPageOptions, title: string, body: Markup, data?: Markup): string =>
  renderLayout({
    ...options,
    title,
    page: 'plain',
    scripted: data !== undefined,
    ...(data && { data }),
    app: html`
<header class="bar">${homeLink(options.base, options.words)}</header>
<main class="sheet">
${body}
</main>
`,
  })

/** Without a script nobody knows the reader's time zone. */
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** `until` is when restoring ends, undefined when it has ended. */
export const renderDeletedPage = (
  options: PlainPageOptions & { readonly token: PageToken },
  record: PadRecord,
  until: number | undefined,
): string => {
  const words = options.words.deleted
  return render(
    options,
    words.documentTitle,
    html`<h1>${words.heading}</h1>
${record.title !== '' && html`<p>${record.title}</p>\n`}${
  until === undefined
    ? html`<p>${words.expired}</p>`
    : html`<p>${words.until(utc(until))}</p>
<form method="post" action="${options.base}p/${record.id}/restore?${PAGE_TOKEN_PARAMETER}=${options.token.token}"><button class="button" data-main>${words.restore}</button></form>`
}`,
    jsonData(PAGE_ELEMENT_ID, { base: options.base, padId: record.id } satisfies DeletedPage),
  )
}

/** A pad that the link it was opened with, or the lack of one, does not open; in English, as the API says why. */
export const renderClosedPage = (
  options: Omit<PlainPageOptions, 'words'>,
  padId: string,
  { code, message }: { readonly code: DenialCode; readonly message: string },
): string =>
  render(
    { ...options, words: en },
    `${DENIALS[code][1]} · ${en.product}`,
    html`<h1>${DENIALS[code][1]}</h1>\n<p>${message}</p>`,
    jsonData(PAGE_ELEMENT_ID, { base: options.base, padId } satisfies DeletedPage),
  )

export const renderMissingPage = (options: PlainPageOptions): string => {
  const { documentTitle, heading, body } = options.words.missing
  return render(options, documentTitle, html`<h1>${heading}</h1>\n<p>${body}</p>`)
}

/** What is wrong is said in English, as the API says it, and so the whole page is. */
export const renderProblemPage = (
  options: Omit<PlainPageOptions, 'words'>,
  title: string,
  detail: string,
): string =>
  render({ ...options, words: en }, `${title} · ${en.product}`, html`<h1>${title}</h1>\n<p>${detail}</p>`)

export const renderFailurePage = (options: PlainPageOptions): string => {
  const { documentTitle, heading, body } = options.words.failure
  return render(options, documentTitle, html`<h1>${heading}</h1>\n<p>${body}</p>`)
}
