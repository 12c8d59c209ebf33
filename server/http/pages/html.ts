/**
 * Text into HTML, safely by default: what a template interpolates is escaped unless it is markup that went
 * through here itself. Refuses to know pages.
 */
import { escapeHtml } from '../../content/html.ts'

declare const markup: unique symbol
/** HTML that is safe to send. Only `html`, `trusted` and `jsonData` make it. */
export interface Markup {
  readonly [markup]: true
  toString(): string
}

type Part = Markup | string | number | false | undefined | readonly Part[]

class SafeText {
  declare readonly [markup]: true
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

const write = (part: Part): string => {
  if (part === false || part === undefined) return ''
  if (part instanceof SafeText) return part.toString()
  if (Array.isArray(part)) return part.map(write).join('')
  return escapeHtml(String(part))
}

export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new SafeText(strings.reduce((text, string, index) => text + write(parts[index - 1]) + string))

/** For text that is HTML already, made by content/html.ts or base64. Never for anything a person typed. */
export const trusted = (text: string): Markup => new SafeText(text)

/** A JSON data block: no `<` can end the element early (HTML §4.12.1.3). */
export const jsonData = (id: string, value: object): Markup =>
  html`<script type="application/json" id="${id}">${trusted(JSON.stringify(value).replaceAll('<', '\\u003c'))}</script>`
