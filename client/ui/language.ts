/**
 * In which language this page speaks: chosen by the rule of the server, which saw the same preferences unless a
 * proxy took them away. The page's `lang` follows, so that voices and fonts do.
 */
import type { Words } from '../../protocol/words/en.ts'
import { wordsFor } from '../../protocol/words/languages.ts'

export function wordsOf({ navigator, document }: Pick<Window, 'navigator' | 'document'>): Words {
  const words = wordsFor(navigator.languages)
  document.documentElement.lang = words.code
  document.documentElement.dir = words.direction
  return words
}
