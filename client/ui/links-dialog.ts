/**
 * The two links of a pad, for whoever may edit it: to copy, and to replace when one went astray. The addresses are
 * asked for when the dialog opens and leave the page with it. Refuses to know what a link is made of.
 */
import type { PadLink, PadLinkList } from '../../protocol/access.ts'
import type { Words } from '../../protocol/words/en.ts'
import { ask } from './ask.ts'
import { copyText } from './clipboard.ts'
import { element, setText } from './element.ts'

export interface LinksDialogOptions {
  readonly words: Words
  /** Address of the pad in the API, without a slash at the end. */
  readonly padUrl: string
}

type Which = keyof PadLinkList
const LINKS: readonly Which[] = ['edit', 'read']

export const createLinksDialog = (
  { words: { access: say, link, pad }, padUrl }: LinksDialogOptions,
  deps: { readonly fetch: typeof fetch },
) => {
  /** undefined when the server did not answer as expected. */
  const askServer = async (method: 'GET' | 'POST', query = ''): Promise<PadLinkList | undefined> => {
    try {
      const response = await deps.fetch(`${padUrl}/links${query}`, { method, cache: 'no-store' })
      return response.ok ? ((await response.json()) as PadLinkList) : undefined
    } catch {
      return undefined
    }
  }

  const open = (): void => {
    const before = document.activeElement
    const said = element('p', { role: 'status', class: 'hint' }, say.asking)
    const rows = { edit: createRow('edit'), read: createRow('read') }
    const shut = element('button', { type: 'button', class: 'button', 'data-main': true }, pad.close)
    const dialog = element(
      'dialog',
      { class: 'links', 'aria-labelledby': 'links-heading' },
      element('h2', { id: 'links-heading' }, say.heading),
      ...LINKS.map((which) => rows[which].element),
      said,
      element('div', { class: 'choices' }, shut),
    )

    const show = (links: PadLinkList | undefined, sentence: string): void => {
      setText(said, links === undefined ? say.failed : sentence)
      if (links) for (const which of LINKS) rows[which].show(links[which])
    }

    function createRow(which: Which) {
      const id = `link-${which}`
      const place = element('input', {
        class: 'field',
        id,
        readonly: true,
        type: 'text',
        'aria-describedby': `${id}-hint`,
      })
      const copy = element('button', { type: 'button', class: 'button', disabled: true }, say.copy[which])
      const renew = element('button', { type: 'button', class: 'button', disabled: true }, say.renew[which])
      place.addEventListener('focus', () => place.select())
      copy.addEventListener('click', async () => {
        setText(said, (await copyText(place.value)) ? say.copied[which] : pad.copyFailed)
      })
      renew.addEventListener('click', async () => {
        const sure = await ask({
          heading: say.sure[which],
          fields: [],
          apply: say.renew[which],
          cancel: link.cancel,
        })
        if (sure) show(await askServer('POST', `?which=${which}`), say.renewed[which])
      })
      return {
        element: element(
          'section',
          {},
          element('label', { for: id }, say.name[which]),
          place,
          element('p', { class: 'hint', id: `${id}-hint` }, say.hint[which]),
          element('div', { class: 'choices' }, renew, copy),
        ),
        show: (now: PadLink | null): void => {
          place.value = now?.url ? new URL(now.url, window.location.href).href : say.off
          copy.disabled = !now?.url
          renew.disabled = false
        },
      }
    }

    shut.addEventListener('click', () => dialog.close())
    dialog.addEventListener('close', () => {
      dialog.remove()
      if (before instanceof HTMLElement) before.focus()
    })
    document.body.append(dialog)
    dialog.showModal()
    shut.focus()
    void askServer('GET').then((links) => show(links, ''))
  }

  return { open }
}
