/** Which copy a page goes on with, and which text is set aside. */
import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import type { Copies, StoredCopy } from '../device/copies.ts'
import { holdMore, mergeParts, textOf } from './copies.ts'
import { decideOpening, findCopies } from './opening.ts'

const titled = (title: string, from?: Uint8Array): Uint8Array => {
  const doc = new Doc()
  if (from) applyUpdate(doc, from)
  doc.getText('title').insert(0, title)
  return encodeStateAsUpdate(doc)
}
const copy = (generation: string, state: Uint8Array, change: Partial<StoredCopy> = {}): StoredCopy => ({
  key: generation,
  pad: '/a',
  generation,
  title: '',
  changedAt: 1,
  tallies: {},
  stateBytes: state.byteLength,
  appendedBytes: 0,
  appended: 0,
  parts: [state],
  ...change,
})
const found = (...copies: StoredCopy[]) => ({ copies, failure: undefined })
const state = titled('server')

test('[LC5] only the copy of this life is loaded; another with text that is not in the pad is set aside', () => {
  const opening = decideOpening(found(copy('g1', state), copy('old', titled('mine'), { changedAt: 7 })), {
    generation: 'g1',
    state,
  })
  expect(opening).toMatchObject({ generation: 'g1', parts: [state], obsolete: [] })
  expect(opening.setAside).toEqual([{ generation: 'old', title: '', text: 'mine\n\n\n', changedAt: 7 }])
})

test('[LC5] a copy of another life that reads the same is only in the way', () => {
  const opening = decideOpening(found(copy('old', titled('server'))), { generation: 'g1', state })
  expect(opening).toMatchObject({ setAside: [], obsolete: ['old'], parts: [] })
  const owed = copy('old', titled('server'), { tallies: { tab: [2, 1] } })
  expect(decideOpening(found(owed), { generation: 'g1', state }).setAside).toHaveLength(1)
})

test('[LC5] a pad the server does not know any more is another life, too', () => {
  const opening = decideOpening(found(copy('g1', state)), { generation: '', state: new Uint8Array() })
  expect(opening).toMatchObject({ generation: '', parts: [] })
  expect(opening.setAside).toHaveLength(1)
})

test('[LC5] what was written before the pad came into being belongs to the life it got', () => {
  const early = copy('', titled('early'), { tallies: { tab: [3, 1] } })
  const opening = decideOpening(found(early, copy('g1', state)), { generation: 'g1', state })
  expect(opening).toMatchObject({ unsaved: 2, setAside: [], copy: { unborn: early } })
  expect(opening.parts).toHaveLength(2)
})

test('[LC7] without the server the copy written last is what there is, and nothing is judged', () => {
  const opening = decideOpening(found(copy('g2', state), copy('g1', titled('older'))), undefined)
  expect(opening).toMatchObject({ generation: 'g2', parts: [state], setAside: [], obsolete: [] })
})

test('[LC6] an insertion or a deletion that the server lacks is found, and nothing else', () => {
  expect(holdMore([state], state)).toBe(false)
  expect(holdMore([], state)).toBe(false)
  expect(holdMore([titled('more ', state)], state)).toBe(true)
  const doc = new Doc()
  applyUpdate(doc, state)
  doc.getText('title').delete(0, 2)
  const shorter = encodeStateAsUpdate(doc)
  expect(holdMore([shorter], state)).toBe(true)
  expect(holdMore([state], shorter)).toBe(false)
})

test('[LC3] merging forgets what was deleted, and keeps what has gaps', () => {
  const doc = new Doc()
  const text = doc.getText('title')
  const parts: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => parts.push(update))
  for (let at = 0; at < 50; at += 1) text.insert(0, 'a long word that goes again ')
  text.delete(0, text.length)
  text.insert(0, 'kept')
  expect(textOf([mergeParts(parts)]).trim()).toBe('kept')
  // The 50 deleted runs are remembered as lengths; their 1350 letters are not.
  expect(mergeParts(parts).byteLength).toBeLessThan(600)
  const last = parts.slice(-1)
  expect(textOf([mergeParts(last), ...parts]).trim()).toBe('kept')
})

test('[LC8] a storage that does not answer keeps nobody waiting, and one that fails is told', async () => {
  const silent = { read: () => new Promise(() => {}) } as unknown as Copies
  expect(await findCopies(silent, '/a', Promise.resolve())).toEqual({ copies: [], failure: 'blocked' })
  const full = { read: () => Promise.reject(new DOMException('', 'QuotaExceededError')) } as unknown as Copies
  const never = new Promise<void>(() => {})
  expect(await findCopies(full, '/a', never)).toEqual({ copies: [], failure: 'full' })
})
