/**
 * A small form in a `<dialog>`: fields, a check, one answer. It resolves with the values, or with undefined
 * when the person changed their mind, and gives the focus back to where it was.
 */
import { element, setText } from './element.ts'

export interface AskField {
  readonly name: string
  readonly label: string
  readonly value?: string
  readonly type?: 'text' | 'url'
  readonly hint?: string
  readonly maxLength?: number
}

export interface AskOptions {
  readonly heading: string
  readonly fields: readonly AskField[]
  readonly apply: string
  readonly cancel: string
  /** A second way out, such as removing a link; answered as `{ choice: 'other' }`. */
  readonly other?: string | undefined
  /** What is wrong with these values, in words; undefined when they can be used. */
  readonly check?: (values: Readonly<Record<string, string>>) => string | undefined
}

export type Answer = { readonly choice: 'apply' | 'other'; readonly values: Readonly<Record<string, string>> }

let lastId = 0

export const ask = (options: AskOptions): Promise<Answer | undefined> => {
  lastId += 1
  const headingId = `ask-${lastId}`
  const wrongId = `ask-${lastId}-wrong`
  const before = document.activeElement
  const inputs = options.fields.map((field) =>
    element('input', {
      class: 'field',
      name: field.name,
      // Not type=url: it would refuse relative addresses, which are allowed.
      type: 'text',
      inputmode: field.type === 'url' ? 'url' : undefined,
      value: field.value ?? '',
      maxlength: field.maxLength,
      autocomplete: 'off',
      spellcheck: field.type === 'url' ? 'false' : undefined,
    }),
  )
  const wrong = element('p', { class: 'wrong', id: wrongId, role: 'alert', hidden: true })
  const form = element(
    'form',
    { method: 'dialog', novalidate: true },
    element('h2', { id: headingId }, options.heading),
    ...options.fields.flatMap((field, at) => [
      element('label', {}, field.label, inputs[at]),
      field.hint === undefined ? undefined : element('p', { class: 'hint' }, field.hint),
    ]),
    wrong,
  )
  const apply = element('button', { type: 'submit', class: 'button', 'data-main': true }, options.apply)
  const cancel = element('button', { type: 'button', class: 'button' }, options.cancel)
  const other =
    options.other === undefined
      ? undefined
      : element('button', { type: 'button', class: 'button' }, options.other)
  form.append(element('div', { class: 'choices' }, other, cancel, apply))
  const dialog = element('dialog', { 'aria-labelledby': headingId }, form)
  document.body.append(dialog)

  return new Promise((resolve) => {
    const values = (): Record<string, string> =>
      Object.fromEntries(options.fields.map((field, at) => [field.name, inputs[at]?.value ?? '']))
    const finish = (given: Answer | undefined): void => {
      // All at once: a key typed right after must already find the focus where it belongs.
      dialog.close()
      dialog.remove()
      if (before instanceof HTMLElement) before.focus()
      resolve(given)
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const message = options.check?.(values())
      if (message !== undefined) {
        setText(wrong, message)
        wrong.hidden = false
        inputs[0]?.setAttribute('aria-invalid', 'true')
        inputs[0]?.setAttribute('aria-describedby', wrongId)
        inputs[0]?.focus()
        return
      }
      finish({ choice: 'apply', values: values() })
    })
    cancel.addEventListener('click', () => finish(undefined))
    other?.addEventListener('click', () => finish({ choice: 'other', values: values() }))
    // Escape, and a phone's way of going back.
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      finish(undefined)
    })
    dialog.showModal()
    inputs[0]?.select()
  })
}
