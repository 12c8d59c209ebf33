/**
 * What can be done with a whole pad: take it home in five formats, copy its address or links, delete it. Downloads are
 * plain links, so they work whatever the live connection does.
 */
import type { Words } from '../../protocol/words/en.ts'
import { element } from './element.ts'
import { icon } from './icons.ts'

export interface PadMenuOptions {
  readonly words: Words
  /** Address of the pad in the API, without a slash at the end. */
  readonly padUrl: string
  /** Absent where the address alone opens nothing. */
  readonly onCopyAddress?: (() => void) | undefined
  /** Present where the pad has links, for whoever may hand them on. */
  readonly onLinks?: (() => void) | undefined
  onCopyText(): void
  /** Absent for whoever may only read. */
  readonly onDelete?: (() => void) | undefined
}

export const createPadMenu = (options: PadMenuOptions) => {
  const { words } = options
  const formats = Object.entries(words.pad.formats).map(([format, name]) =>
    element(
      'li',
      {},
      element('a', { href: `${options.padUrl}/export?format=${format}`, download: true }, name),
    ),
  )
  const choice = (label: string, run: () => void, danger = false): HTMLElement => {
    const button = element('button', { type: 'button', 'data-danger': danger }, label)
    button.addEventListener('click', () => {
      panel.hidePopover()
      run()
    })
    return element('li', {}, button)
  }
  const panel = element('div', { id: 'pad-menu', class: 'panel menu', popover: 'auto' })
  panel.append(
    element(
      'ul',
      {},
      options.onLinks && choice(words.access.menu, options.onLinks),
      options.onCopyAddress && choice(words.pad.copyAddress, options.onCopyAddress),
      choice(words.pad.copyText, () => options.onCopyText()),
    ),
    element('h2', { id: 'pad-menu-export' }, words.pad.exportHeading),
    element('ul', { 'aria-labelledby': 'pad-menu-export' }, ...formats),
    ...(options.onDelete ? [element('ul', {}, choice(words.pad.remove, options.onDelete, true))] : []),
  )
  const button = element(
    'button',
    {
      type: 'button',
      class: 'plain',
      popovertarget: 'pad-menu',
      'aria-label': words.pad.menu,
      title: words.pad.menu,
    },
    icon('more'),
  )
  return { element: element('div', { class: 'more' }, button, panel) }
}
