/** Names and colours, one's own and those that strangers send. */
import { expect, test } from 'vitest'
import { createOwnPerson } from './own-person.ts'
import { COLOURS, cleanName, colourOf, initials, MAX_NAME_LENGTH, personOf } from './person.ts'

const luminance = (hex: string): number => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
const contrastWithWhite = (hex: string): number => 1.05 / (luminance(hex) + 0.05)

test('[ED9] white letters can be read on every colour of ours (WCAG 1.4.3)', () => {
  for (const colour of COLOURS) expect(contrastWithWhite(colour), colour).toBeGreaterThanOrEqual(4.5)
})

test('[ED9] a colour from elsewhere is used only when white letters can be read on it', () => {
  expect(colourOf({ color: '#003366' }, 1)).toBe('#003366')
  for (const color of ['#ffff00', '#fff', 'red', 'red;background:url(x)', '#00336', 7, null, undefined]) {
    expect(COLOURS).toContain(colourOf({ color }, 12345))
  }
  expect(COLOURS).toContain(colourOf('not an object', 2))
  expect(COLOURS).toContain(colourOf(null, 2))
})

test('[ED9] a name is one line without control or direction characters, and short', () => {
  expect(cleanName('  Ada \n Lovelace\t')).toBe('Ada Lovelace')
  expect(cleanName('Eve\u202emada\u0000')).toBe('Eve mada')
  expect([...cleanName('😀'.repeat(100))]).toHaveLength(MAX_NAME_LENGTH)
  expect(cleanName('\u200b \u2066')).toBe('')
})

test('[ED9] whatever a state holds, somebody with a name comes out', () => {
  for (const state of [
    null,
    undefined,
    1,
    {},
    { user: 'x' },
    { user: { name: 4 } },
    { user: { name: '\n' } },
  ]) {
    expect(personOf(state, 1, 'Guest').name).toBe('Guest')
  }
  expect(personOf({ user: { name: 'Ada' } }, 1, 'Guest').name).toBe('Ada')
})

test('[ED9] initials are the first letters of first and last word, whatever the script', () => {
  expect(['Ada', 'Ada King Lovelace', '李 雷', '😀 x', ''].map(initials)).toEqual([
    'A',
    'AL',
    '李雷',
    '😀X',
    '?',
  ])
})

const memory = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

test('[PS6] a name chosen once is there the next time, with the same colour, and no client id beside it', () => {
  const store = memory()
  const first = createOwnPerson('Guest', { storage: () => store, random: () => 0.5 })
  expect(first.person.name).toBe('Guest')
  const chosen = first.rename('  Ada ')
  const second = createOwnPerson('Guest', { storage: () => store, random: () => 0.1 })
  expect(second.person).toEqual(chosen)
  expect([...store.kept.values()].map((value) => Object.keys(JSON.parse(value) as object))).toEqual([
    ['name', 'color'],
  ])
})

test('[PS6] blocked, full or damaged storage costs the memory and nothing else', () => {
  const blocked = () => {
    throw new Error('SecurityError')
  }
  const full = { getItem: () => null, setItem: blocked }
  const damaged = { getItem: () => '{"name":', setItem: () => {} }
  for (const storage of [blocked, () => undefined, () => full, () => damaged]) {
    const me = createOwnPerson('Guest', { storage, random: () => 0 })
    expect(me.rename('Ada').name).toBe('Ada')
    expect(me.person.name).toBe('Ada')
    expect(me.rename('   ').name).toBe('Guest')
  }
})
