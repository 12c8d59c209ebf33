/** Where configurations come from, as far as the readers know: something that has texts by name. No file system. */

export interface Files {
  /** The text, or undefined when there is none that can be read. */
  read(path: string): string | undefined
  /** Names that fit a pattern with `*`, `?` and `[…]`, sorted as the shell does. */
  matching(pattern: string): readonly string[]
}

export const isPattern = (path: string): boolean => /[*?[]/.test(path)

/** The shell's patterns: a star stops at a slash. */
export function fits(pattern: string, path: string): boolean {
  const source = pattern.replace(/\[[^\]/]*\]|[\s\S]/g, (part) => {
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (part.length > 1) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\')
    return part.replace(/[\\^$.|+(){}[\]]/g, '\\$&')
  })
  return regex(`^${source}$`)?.test(path) ?? false
}

/** Real configurations are a hundredth of this; files that include each other in circles end here. */
const MOST_CHARACTERS = 4 * 1024 * 1024

/** The same files until so much was read, and none after that. */
export function bounded(files: Files): Files {
  let left = MOST_CHARACTERS
  const read = (path: string): string | undefined => {
    const text = left > 0 ? files.read(path) : undefined
    left -= text?.length ?? 0
    return text
  }
  return { read, matching: files.matching }
}

/** Texts that are all at hand, such as those of one `nginx -T`. */
export const filesOf = (texts: ReadonlyMap<string, string>): Files => ({
  read: (path) => texts.get(path),
  matching: (pattern) => [...texts.keys()].filter((path) => fits(pattern, path)).sort(),
})

export const folderOf = (path: string): string => {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash === 0 ? 1 : slash)
}

export const joined = (folder: string, path: string): string =>
  path.startsWith('/') || folder === '' ? path : `${folder.replace(/\/$/, '')}/${path}`

/** At most this long, and without repetition inside of repetition, which can take for ever on few characters. */
const LONGEST_PATTERN = 500
const RUNAWAY = /\([^()]*[+*}][^()]*\)\s*[+*{]/

/** What is said where a pattern stands that is not tried. */
export const UNTRIED = 'this pattern cannot be tried here, so it is taken to fit nothing'

/** Somebody's PCRE pattern, or undefined where it is none that can be tried here in bounded time. */
export function regex(source: string, flags = ''): RegExp | undefined {
  const ignoreCase = /^\(\?i\)/.test(source)
  const bare = source.replace(/^\(\?i\)/, '').replace(/\(\?P?<(\w+)>/g, '(?<$1>')
  if (bare.length > LONGEST_PATTERN || RUNAWAY.test(bare)) return undefined
  try {
    return new RegExp(bare, ignoreCase && !flags.includes('i') ? `${flags}i` : flags)
  } catch {
    return undefined
  }
}
