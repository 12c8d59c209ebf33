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

export const colourOf = (user: unknown, clientId: number): string => {
  const color = (user as { color?: unknown } | null | undefined)?.color
  return typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : colourFor(clientId)
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
