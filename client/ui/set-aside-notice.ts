/**
 * One's own text that belongs to no pad any more, offered for copy and download until its owner removes it. The
 * text itself is not shown: it could be a book, and it is not the pad's.
 */
import type { Words } from '../../protocol/words/en.ts'
import type { SetAside } from '../session/opening.ts'
import { copyText } from './clipboard.ts'
import { element, setText } from './element.ts'

export interface SetAsideNoticeOptions {
  readonly words: Words
  readonly text: SetAside
  /** Whether the pad was replaced, or cannot be opened any more. */
  readonly why: 'replaced' | 'deleted'
  /** Rejects when it could not be removed. */
  onRemove(): Promise<void>
}

export const createSetAsideNotice = ({ words, text, why, onRemove }: SetAsideNoticeOptions): HTMLElement => {
  const button = (label: string) => element('button', { type: 'button', class: 'button' }, label)
  const copy = button(words.pad.copyText)
  const download = button(words.device.download)
  const remove = button(words.device.dismiss)
  const said = element('p', { role: 'status', hidden: true })
  const say = (sentence: string): void => {
    setText(said, sentence)
    said.hidden = false
  }
  copy.addEventListener('click', async () =>
    say((await copyText(text.text)) ? words.pad.textCopied : words.pad.copyFailed),
  )
  download.addEventListener('click', () => {
    const url = URL.createObjectURL(new Blob([text.text], { type: 'text/plain;charset=utf-8' }))
    element('a', { href: url, download: words.device.fileName(text.title) }).click()
    URL.revokeObjectURL(url)
  })
  remove.addEventListener('click', () =>
    onRemove().then(
      () => notice.remove(),
      () => say(words.device.dismissFailed),
    ),
  )
  const notice = element(
    'section',
    { class: 'notice', 'aria-label': words.device.setAsideHeading },
    element('h2', {}, words.device.setAsideHeading),
    element('p', {}, words.device[why](words.time.exact(text.changedAt))),
    said,
    element('div', { class: 'choices' }, copy, download, remove),
  )
  return notice
}
