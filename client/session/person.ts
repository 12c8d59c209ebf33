/**
 * Who somebody is to the others in a pad: a name and a colour in the awareness field `user`. What arrives from
 * others is text from strangers, so it is cut and checked here before anything shows it.
 */
export interface Person {
  readonly name: string
  /** `#rrggbb`, the only form y-prosemirror knows. */
  readonly color: string
}

/** Dark enough for white letters on them (contrast ≥ 4.5), and apart from each other for most eyes. */
export const COLOURS = [
  '#b3261e',
  '#8a4b08',
  '#5c6200',
  '#1b6e3c',
  '#00696b',
  '#01579b',
  '#4a3fb5',
  '#7b2d9b',
  '#ad1457',
  '#5d4037',
] as const

export const MAX_NAME_LENGTH = 40

/** One line, no control or direction characters, not longer than a label can be. */
export const cleanName = (text: string): string =>
  [...text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()].slice(0, MAX_NAME_LENGTH).join('').trim()

export const colourFor = (number: number): string => COLOURS[Math.abs(number) % COLOURS.length] ?? COLOURS[0]

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** White on it has a contrast of at least 4.5: (1 + 0.05) / (L + 0.05). */
const isDarkEnough = (color: string): boolean => 1.05 / (luminance(color) + 0.05) >= 4.5

/** A stranger's colour, unless it is none or their name could not be read on it. */
export const colourOf = (user: unknown, clientId: number): string => {
  const color = (user as { color?: unknown } | null | undefined)?.color
  const usable = typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) && isDarkEnough(color)
  return usable ? color : colourFor(clientId)
}

/** What may be shown of an awareness state, whatever is in it. */
export const personOf = (state: unknown, clientId: number, fallbackName: string): Person => {
  const user = (state as { user?: unknown } | null | undefined)?.user
  const name = (user as { name?: unknown } | null | undefined)?.name
  const clean = typeof name === 'string' ? cleanName(name) : ''
  return { name: clean === '' ? fallbackName : clean, color: colourOf(user, clientId) }
}

/** One or two letters for the small circle: first letters of the first and last word. */
export const initials = (name: string): string => {
  const words = name.split(' ').filter((word) => word !== '')
  const first = [...(words[0] ?? '?')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
