/** Which awareness states may reach the code that draws cursors. Drawing itself is proven in a browser. */
import { expect, test } from 'vitest'
import { createRelativePositionFromTypeIndex, Doc } from 'yjs'
import { hasCursor } from './cursors.ts'

const doc = new Doc()
const position = JSON.parse(
  JSON.stringify(createRelativePositionFromTypeIndex(doc.getXmlFragment('prosemirror'), 0)),
) as object
const cursor = { anchor: position, head: position }

test('[ED9] a cursor as y-prosemirror sends it is drawn, with or without a name', () => {
  expect(hasCursor({ cursor, user: { name: 'Ada', color: '#01579b' } })).toBe(true)
  expect(hasCursor({ cursor })).toBe(true)
})

test.each([
  ['no state', null],
  ['a text', 'cursor'],
  ['no cursor', { user: {} }],
  ['a cursor that left', { cursor: null, user: {} }],
  ['a cursor that is a number', { cursor: 3, user: {} }],
  ['a cursor without head', { cursor: { anchor: position }, user: {} }],
  ['positions that are texts', { cursor: { anchor: 'a', head: 'b' }, user: {} }],
  ['positions that name nothing', { cursor: { anchor: {}, head: {} }, user: {} }],
  [
    'ids that are no numbers',
    { cursor: { anchor: { item: { client: 'x', clock: {} } }, head: position }, user: {} },
  ],
  ['another root type', { cursor: { anchor: position, head: { tname: 'elsewhere' } }, user: {} }],
  ['a user that is a text', { cursor, user: 'Ada' }],
  ['a user that is null', { cursor, user: null }],
])('[ED9] %s is not drawn', (_what, state) => {
  expect(hasCursor(state)).toBe(false)
})
