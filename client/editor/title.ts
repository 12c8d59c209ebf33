/**
 * The title as a live one-line field over the root Text. It sends the smallest change, waits while an input
 * method is composing, and keeps the caret where it was when someone else edits. It is not the editor: undo in
 * it is the browser's own.
 */
import type { Text as YText } from 'yjs'
import { MAX_TITLE_LENGTH } from '../../protocol/limits.ts'
import type { Words } from '../../protocol/words/en.ts'
import { element } from '../ui/element.ts'
import { diffText, moveThrough } from './text-diff.ts'

/** The transaction origin of changes made here; anything else is someone else's. */
export const TITLE_ORIGIN = Symbol('title field')

/** Character by character, so that positions in the field are positions in the shared text. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]/g, ' ')

export interface TitleOptions {
  readonly text: YText
  readonly words: Words
  onChange(title: string): void
  /** Enter, or arrow down: the writer wants to go on in the text. */
  onLeave(): void
}

export const createTitleField = (options: TitleOptions) => {
  const { text, words } = options
  const field = element('textarea', {
    class: 'title-field',
    rows: 1,
    'aria-label': words.pad.title,
    placeholder: words.pad.titlePlaceholder,
    maxlength: MAX_TITLE_LENGTH,
    autocomplete: 'off',
    spellcheck: 'true',
    enterkeyhint: 'next',
  })
  let composing = false
  /** What the field and the text agreed on last. */
  let agreed = text.toString()

  const grow = (): void => {
    if (CSS.supports('field-sizing', 'content')) return
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
  }

  const show = (value: string): void => {
    const change = diffText(field.value, value)
    if (!change) return
    const { selectionStart, selectionEnd, selectionDirection } = field
    field.value = value
    if (document.activeElement === field) {
      const start = moveThrough(selectionStart, change)
      field.setSelectionRange(start, moveThrough(selectionEnd, change), selectionDirection)
    }
    grow()
  }

  const send = (): void => {
    const typed = oneLine(field.value)
    if (typed !== field.value) show(typed)
    const change = diffText(agreed, typed, field.selectionStart)
    agreed = typed
    if (change && text.doc) {
      text.doc.transact(() => {
        if (change.removed > 0) text.delete(change.at, change.removed)
        if (change.inserted !== '') text.insert(change.at, change.inserted)
      }, TITLE_ORIGIN)
    }
    grow()
    options.onChange(typed)
  }

  const changed = (_event: unknown, transaction: { origin: unknown }): void => {
    if (transaction.origin === TITLE_ORIGIN) return
    const now = oneLine(text.toString())
    if (composing) {
      // Take over what others did without touching the field: it is merged when composing ends.
      const theirs = diffText(agreed, now)
      if (theirs) pending.push(theirs)
      agreed = now
      return
    }
    agreed = now
    show(now)
    options.onChange(now)
  }
  const pending: NonNullable<ReturnType<typeof diffText>>[] = []
  let composedFrom = ''

  field.addEventListener('compositionstart', () => {
    composing = true
    composedFrom = field.value
  })
  field.addEventListener('compositionend', () => {
    composing = false
    const own = diffText(composedFrom, field.value, field.selectionStart)
    if (pending.length === 0 || !own) {
      if (pending.length > 0) show(agreed)
      pending.length = 0
      send()
      return
    }
    const at = pending.reduce((position, change) => moveThrough(position, change), own.at)
    const end = pending.reduce((position, change) => moveThrough(position, change), own.at + own.removed)
    pending.length = 0
    const merged = agreed.slice(0, at) + own.inserted + agreed.slice(Math.max(at, end))
    field.value = merged
    field.setSelectionRange(at + own.inserted.length, at + own.inserted.length)
    send()
  })
  field.addEventListener('input', () => {
    if (!composing) send()
  })
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return
    if (event.key === 'ArrowDown' && field.selectionEnd < field.value.length) return
    event.preventDefault()
    options.onLeave()
  })

  field.value = oneLine(agreed)
  text.observe(changed)

  return {
    element: field,
    /** After it was put into the page: its height depends on its width. */
    fit: grow,
    setReadOnly(readOnly: boolean): void {
      field.readOnly = readOnly
    },
    focus(): void {
      field.focus()
    },
    close(): void {
      text.unobserve(changed)
    },
  }
}
