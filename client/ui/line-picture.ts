/**
 * Draws the line: you, what is known to stand between, the server; solid, dashed or cut, the reason hanging from
 * the cut, and the HTTP way below it. For those who do not see it, it is one image with its words.
 */
import type { Words } from '../../protocol/words/en.ts'
import { element } from './element.ts'
import { icon } from './icons.ts'
import type { Line, Stretch } from './line-facts.ts'

export function linePicture(line: Line, { connection: say }: Words): HTMLElement {
  const [first = 'unknown', second] = line.stretches
  const way: HTMLElement[] = [hop(say.you), stretch(first)]
  if (line.proxy && second) {
    way.push(
      element('span', { class: 'hop', 'data-named': line.proxy.named ? 'yes' : 'no' }, line.proxy.name),
      stretch(second),
    )
  }
  way.push(hop(say.server))
  return element(
    'div',
    { class: 'line', role: 'img', 'aria-label': line.text },
    element('div', { class: 'way' }, ...way),
    line.reason === undefined
      ? undefined
      : element(
          'div',
          { class: 'reason', 'data-under': line.proxy ? 'second' : 'only' },
          element('span', {}, line.reason),
        ),
    line.byHttp ? element('div', { class: 'by-http' }, element('span', {}, say.httpCarries)) : undefined,
  )
}

const hop = (name: string): HTMLElement => element('span', { class: 'hop', 'data-named': 'yes' }, name)

const stretch = (is: Stretch): HTMLElement =>
  element('span', { class: 'stretch', 'data-is': is }, is === 'cut' ? icon('cross') : undefined)
