/** The frame every page shares: head, assets, the element the browser app takes over. */
import { en, type Words } from '../../../protocol/words/en.ts'
import type { EntryAssets } from '../assets.ts'
import { html, type Markup } from './html.ts'

export interface Layout {
  readonly base: string
  /** What its reader reads; pages that are not for everybody are in English. */
  readonly words?: Words
  readonly title: string
  readonly page: 'pad' | 'list' | 'plain' | 'exhibit' | 'status' | 'diagnose'
  /** Only the styles are taken when `scripted` is false. */
  readonly assets: EntryAssets
  readonly scripted: boolean
  readonly head?: Markup
  readonly app: Markup
  /** What the browser app reads; outside `#app`, which it empties. */
  readonly data?: Markup
}

export function renderLayout({
  base,
  words = en,
  title,
  page,
  assets,
  scripted,
  head,
  app,
  data,
}: Layout): string {
  const scripts = html`
${assets.modules.map((path) => html`<link rel="modulepreload" href="${base}${path}">\n`)}<script type="module" src="${base}${assets.script}"></script>`
  return html`<!doctype html>
<html lang="${words.code}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#fdfcf9" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#191816" media="(prefers-color-scheme: dark)">
<link rel="icon" href="${base}favicon.svg" type="image/svg+xml">
${assets.styles.map((path) => html`<link rel="stylesheet" href="${base}${path}">\n`)}${head}${scripted && scripts}
</head>
<body data-page="${page}">
<div id="app">${app}</div>
${data}
</body>
</html>
`.toString()
}

/** The way back to the list, as the browser app draws it in the same place. */
export const homeLink = (base: string, words: Words = en): Markup =>
  html`<a class="home" href="${base}"><svg viewBox="0 0 24 24" class="icon" aria-hidden="true"><path d="M14.5 5.5 8 12l6.5 6.5"/></svg>${words.pad.allPads}</a>`
