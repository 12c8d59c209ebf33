/** The title's changes, made by two people at once and put together by Yjs. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { diffText, moveThrough, type TextChange } from './text-diff.ts'

const apply = (before: string, change: TextChange | undefined): string =>
  change === undefined
    ? before
    : before.slice(0, change.at) + change.inserted + before.slice(change.at + change.removed)

const letters = fc
  .array(fc.constantFrom('a', 'b', ' ', 'é', '😀', '👍'), { maxLength: 8 })
  .map((all) => all.join(''))

test('[ED7] the change leads from the one line to the other, and never splits a character', () => {
  fc.assert(
    fc.property(letters, letters, fc.nat(20), (before, after, caret) => {
      const change = diffText(before, after, caret)
      expect(apply(before, change)).toBe(after)
      if (change === undefined) return
      for (const part of [
        before.slice(0, change.at),
        change.inserted,
        before.slice(change.at + change.removed),
      ]) {
        expect(part).not.toMatch(/\p{Surrogate}/u)
      }
    }),
    { numRuns: 3000 },
  )
})

test('[ED7] equal lines are no change', () => {
  expect(diffText('same', 'same')).toBeUndefined()
})

test('[ED7] a letter typed beside an equal one is put where the caret says', () => {
  expect(diffText('aa', 'aaa', 1)).toEqual({ at: 0, removed: 0, inserted: 'a' })
  expect(diffText('aa', 'aaa', 3)).toEqual({ at: 2, removed: 0, inserted: 'a' })
})

test('[ED7] a caret stays at its letter when someone writes before it, and where it is otherwise', () => {
  const change = { at: 2, removed: 3, inserted: 'xy' }
  expect([0, 2, 3, 5, 9].map((position) => moveThrough(position, change))).toEqual([0, 2, 3, 4, 8])
})

test('[ED7] what two people did to one title at once is both there', () => {
  const ada = new Doc()
  const bert = new Doc()
  ada.getText('title').insert(0, 'Harbour rules')
  applyUpdate(bert, encodeStateAsUpdate(ada))
  for (const [doc, wanted] of [
    [ada, 'New harbour rules'],
    [bert, 'Harbour rules, 2nd edition'],
  ] as const) {
    const text = doc.getText('title')
    const change = diffText(text.toString(), wanted)
    if (!change) throw new Error('expected a change')
    text.delete(change.at, change.removed)
    text.insert(change.at, change.inserted)
  }
  applyUpdate(ada, encodeStateAsUpdate(bert))
  applyUpdate(bert, encodeStateAsUpdate(ada))
  expect(ada.getText('title').toString()).toBe('New harbour rules, 2nd edition')
  expect(bert.getText('title').toString()).toBe(ada.getText('title').toString())
})
