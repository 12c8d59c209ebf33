/** What stands above the text of a pad that was deleted while it was open: the way back, and one's own text. */
import type { Words } from '../../protocol/words/en.ts'
import { element, setText } from './element.ts'

export interface DeletedNoticeOptions {
  readonly words: Words
  /** Resolves with what went wrong, or with nothing: then whoever shows this notice takes it away. */
  onRestore(): Promise<string | undefined>
  onCopy(): void
}

export const createDeletedNotice = ({ words, onRestore, onCopy }: DeletedNoticeOptions): HTMLElement => {
  const restore = element(
    'button',
    { type: 'button', class: 'button', 'data-main': true },
    words.deleted.restore,
  )
  const copy = element('button', { type: 'button', class: 'button' }, words.pad.copyText)
  const wrong = element('p', { class: 'wrong', role: 'alert', hidden: true })
  restore.addEventListener('click', async () => {
    restore.disabled = true
    setText(restore, words.deleted.restoring)
    const failure = await onRestore()
    if (failure === undefined) return
    restore.disabled = false
    setText(restore, words.deleted.restore)
    setText(wrong, failure)
    wrong.hidden = false
  })
  copy.addEventListener('click', onCopy)
  return element(
    'section',
    { class: 'notice', role: 'alert', tabindex: -1 },
    element('h2', {}, words.deleted.heading),
    element('p', {}, `${words.deleted.within} ${words.deleted.ownText}`),
    wrong,
    element('div', { class: 'choices' }, copy, restore),
  )
}
