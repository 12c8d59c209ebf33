/**
 * Which language a reader gets: the first one they prefer that there are words in, else English. One rule for the
 * server, which reads `Accept-Language` (RFC 9110 §12.5.4), and for the browser, which knows `navigator.languages`.
 * All Chinese gets simplified characters: whoever prefers any Chinese to what follows it reads that sooner.
 */
import { en, type Words } from './en.ts'
import { zh } from './zh.ts'

/** By the primary subtag of BCP 47. */
export const LANGUAGES: Readonly<Record<string, Words>> = { en, zh }

/** `preferred` holds language tags, the best first. */
export function wordsFor(preferred: readonly string[]): Words {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split('-')[0] ?? ''
    const words = Object.hasOwn(LANGUAGES, primary) ? LANGUAGES[primary] : undefined
    if (words !== undefined) return words
  }
  return en
}

/** Longer headers say nothing more; whoever sends one does not wait for an answer in words. */
const MOST_RANGES = 32

/** The tags of an `Accept-Language` header, the best first; without those that are refused by `q=0`. */
export function acceptedLanguages(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',', MOST_RANGES)
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
      const quality = parameters.find((parameter) => /^q=/i.test(parameter))
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
}
