/** Copies text, with the old way where the new one is refused (plain http, no permission). Says whether it worked. */
import { element } from './element.ts'

export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const before = document.activeElement
    const place = element('textarea', { class: 'unseen', 'aria-hidden': 'true' })
    place.value = text
    document.body.append(place)
    place.select()
    const copied = document.execCommand('copy')
    place.remove()
    if (before instanceof HTMLElement) before.focus()
    return copied
  }
}
