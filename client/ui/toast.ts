/**
 * One short message at the foot of the page, with at most one thing to do about it. A new one replaces the
 * old. It goes by itself, but never while the pointer or the focus is on it.
 */
import type { Words } from '../../protocol/words/en.ts'
import { element } from './element.ts'

const STAY_MS = 12_000
const STAY_SHORT_MS = 5_000

export interface ToastAction {
  readonly label: string
  run(): void
}

export const createToast = (
  words: Words,
  deps: { setTimeout(run: () => void, ms: number): number; clearTimeout(timer: number): void },
) => {
  // The live region must exist before its text, or it is not read.
  const region = element('div', { role: 'status', class: 'toasts' })
  document.body.append(region)
  let timer: number | undefined

  const hide = (): void => {
    if (timer !== undefined) deps.clearTimeout(timer)
    timer = undefined
    region.replaceChildren()
  }

  return {
    show(message: string, action?: ToastAction): void {
      hide()
      const close = element('button', { type: 'button', class: 'button', 'aria-label': words.pad.close }, '✕')
      close.addEventListener('click', hide)
      const act = action && element('button', { type: 'button', class: 'button' }, action.label)
      act?.addEventListener('click', () => {
        hide()
        action?.run()
      })
      const toast = element(
        'div',
        { class: 'toast' },
        element('p', {}, message),
        act,
        act ? undefined : close,
      )
      region.append(toast)
      const wait = (): void => {
        timer = deps.setTimeout(
          () => (toast.matches(':hover, :focus-within') ? wait() : hide()),
          action ? STAY_MS : STAY_SHORT_MS,
        )
      }
      wait()
    },
    hide,
    close(): void {
      hide()
      region.remove()
    },
  }
}

export type Toast = ReturnType<typeof createToast>
