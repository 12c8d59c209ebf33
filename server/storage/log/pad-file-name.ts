/**
 * A pad's id as part of a file name and back. `A` and `a` are two pads but one file on a file system that ignores
 * case; so names are in lower case, and a mask says which letters are capitals. Readable, and short enough for
 * the 255 bytes of a name even when all 128 characters are capitals.
 */

const SUFFIX = '.snap'

/** `Team-notes` becomes `team-notes.8` + …: one hexadecimal digit for four characters, zeros at the end left out. */
export const padFileName = (id: string): string => {
  let mask = ''
  for (let at = 0; at < id.length; at += 4) {
    let digit = 0
    for (let bit = 0; bit < 4; bit++) {
      const letter = id[at + bit]
      if (letter !== undefined && letter >= 'A' && letter <= 'Z') digit |= 8 >> bit
    }
    mask += digit.toString(16)
  }
  mask = mask.replace(/0+$/, '')
  return mask === '' ? id.toLowerCase() : `${id.toLowerCase()}.${mask}`
}

export const snapshotName = (id: string, sequence: number): string =>
  `${padFileName(id)}~${String(sequence).padStart(10, '0')}${SUFFIX}`

/** The pad and sequence that a snapshot's name states, or undefined for any other file. */
export const parseSnapshotName = (name: string): { id: string; sequence: number } | undefined => {
  const match = /^([a-z0-9_-]{1,128})(?:\.([0-9a-f]{1,32}))?~(\d{10,})\.snap$/.exec(name)
  if (match === null) return undefined
  const lower = match[1] ?? ''
  const mask = match[2] ?? ''
  let id = ''
  for (let at = 0; at < lower.length; at++) {
    const digit = Number.parseInt(mask[at >> 2] ?? '0', 16)
    const letter = lower[at] ?? ''
    id += (digit & (8 >> (at & 3))) === 0 ? letter : letter.toUpperCase()
  }
  return { id, sequence: Number(match[3]) }
}
