import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { ProtocolError } from './bytes.ts'
import { scanUpdate, standing } from './update-scan.ts'

/** Updates of a document in which a bit of everything happens. */
function updatesOf(seed: number, edits: number): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = seed + 1
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const fragment = doc.getXmlFragment('prosemirror')
  for (let n = 0; n < edits; n += 1) {
    const kind = (seed + n) % 6
    if (kind === 0 || fragment.length === 0) {
      const paragraph = new Y.XmlElement(n % 2 ? 'paragraph' : 'heading')
      const text = new Y.XmlText()
      paragraph.insert(0, [text])
      paragraph.setAttribute('level', { n, list: [1, -2.5, null, true, 'é😀', 2 ** 40] } as unknown as string)
      fragment.insert(0, [paragraph])
    } else if (kind === 1) textIn(fragment)?.insert(0, `häl${n}lo 😀`, { strong: {} })
    else if (kind === 2) textIn(fragment)?.insertEmbed(0, { image: n })
    else if (kind === 3) textIn(fragment)?.format(0, 2, { em: { x: n } })
    else if (kind === 4) doc.getText('title').insert(0, 'T')
    else fragment.delete(0, 1)
  }
  return updates
}

const textIn = (fragment: Y.XmlFragment) => {
  const first = fragment.get(0)
  return first instanceof Y.XmlElement ? (first.get(0) as Y.XmlText | undefined) : undefined
}

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

describe('scanning updates', () => {
  test('[PR6] ranges, names and clocks agree with Yjs over thousands of honest updates', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const known = new Map<number, number>()
      const doc = new Y.Doc()
      for (const update of updatesOf(seed, 120)) {
        const summary = scanUpdate(update)
        expect(standing(summary, (client) => known.get(client) ?? 0).kind).not.toBe('gap')
        for (const { client, end } of summary.adds) known.set(client, end)
        Y.applyUpdate(doc, update)
        expect(known).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)))
      }
      const whole = scanUpdate(Y.encodeStateAsUpdate(doc))
      expect([...whole.nodeNames].every((name) => name === 'paragraph' || name === 'heading')).toBe(true)
    }
  })

  test('[PR6] element names and formatting keys are told', () => {
    const doc = new Y.Doc()
    const element = new Y.XmlElement('mystery')
    const text = new Y.XmlText()
    element.insert(0, [text])
    doc.getXmlFragment('prosemirror').insert(0, [element])
    text.insert(0, 'x', { sparkle: {} })
    const { nodeNames, markNames } = scanUpdate(Y.encodeStateAsUpdate(doc))
    expect([...nodeNames]).toEqual(['mystery'])
    expect([...markNames]).toEqual(['sparkle'])
  })

  test('[PR7] an update without its predecessor is a gap, repeated it is known, deleting it only deletes', () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    doc.getText('t').insert(0, 'a')
    doc.getText('t').insert(1, 'b')
    doc.getText('t').delete(0, 1)
    const [first, second, third] = updates.map(scanUpdate) as [
      ReturnType<typeof scanUpdate>,
      ReturnType<typeof scanUpdate>,
      ReturnType<typeof scanUpdate>,
    ]
    const at = (clock: number) => (client: number) => (client === doc.clientID ? clock : 0)
    expect(standing(first, at(0))).toEqual({ kind: 'new', overlaps: false })
    expect(standing(second, at(0)).kind).toBe('gap')
    expect(standing(second, at(1)).kind).toBe('new')
    expect(standing(second, at(2))).toEqual({ kind: 'known', overlaps: true })
    expect(standing(third, at(2)).kind).toBe('deletes')
    expect(standing(third, at(0)).kind).toBe('gap')
  })

  test('[PR7] an update whose neighbours or parents are unknown is a gap', () => {
    const a = new Y.Doc()
    a.getText('t').insert(0, 'abc')
    const b = new Y.Doc()
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
    const updates: Uint8Array[] = []
    b.on('update', (update: Uint8Array) => updates.push(update))
    b.getText('t').insert(1, 'x')
    const summary = scanUpdate(updates[0] as Uint8Array)
    expect(standing(summary, () => 0).kind).toBe('gap')
    expect(standing(summary, (client) => (client === a.clientID ? 3 : 0)).kind).toBe('new')
  })

  test.each([
    ['seven bytes that announce 100 million structs', '01 80 c2 d7 2f 01 00', 'count-too-large'],
    ['the same client twice', '02 01 05 00 00 01 01 05 01 00 01 00', 'duplicate-client'],
    ['a struct without length', '01 01 05 00 00 00 00', 'bad-struct'],
    ['a sub-document', '01 01 05 00 09 01 01 74 01 67 76 00 00', 'bad-struct'],
    ['a shared type nobody knows', '01 01 05 00 07 01 01 74 09 00', 'bad-struct'],
    ['a reference to its own future', '01 01 05 00 84 05 07 01 61 00', 'reference-to-future'],
    ['a format whose value is not JSON', '01 01 05 00 06 01 01 74 01 62 01 7b 00', 'bad-json'],
    ['bytes behind the end', '00 00 00', 'trailing-bytes'],
    ['an announced deletion without bytes', '00 01 05 ff ff 03', 'count-too-large'],
    ['a clock that jumps a thousand million ticks', '01 01 05 00 00 80 94 eb dc 03 00', 'bad-struct'],
  ])('[PR2] %s is refused', (_what, bytes, code) => {
    expect(() => scanUpdate(hex(bytes))).toThrow(expect.objectContaining({ name: 'ProtocolError', code }))
  })

  test('[PR2] deeply nested values are refused before Yjs recurses into them', () => {
    const depth = 5000
    const nested = [...Array(depth).fill([117, 1]).flat(), 126]
    const head = [...hex('01 01 05 00 08 01 01 74 01')]
    expect(() => scanUpdate(Uint8Array.from([...head, ...nested, 0]))).toThrow(ProtocolError)
  })

  test('[PR8] a deletion of no length, on which Yjs would throw, is refused', () => {
    expect(() => scanUpdate(Uint8Array.of(0, 1, 0, 1, 4, 0))).toThrow(ProtocolError)
    expect(scanUpdate(Uint8Array.of(0, 1, 0, 1, 4, 1)).deletes).toEqual([{ client: 0, start: 4, end: 5 }])
  })

  test('[PR8] whatever passes the scan and lacks nothing, Yjs applies: no throw, nothing pending', () => {
    const honest = [3, 8, 11].flatMap((seed) => updatesOf(seed, 40))
    let passed = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...honest),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        (update, changes) => {
          const mutant = Uint8Array.from(update)
          for (const [at, value] of changes) mutant[at % mutant.length] = value
          let summary: ReturnType<typeof scanUpdate>
          try {
            summary = scanUpdate(mutant)
          } catch (failure) {
            expect(failure).toBeInstanceOf(ProtocolError)
            return
          }
          const doc = new Y.Doc()
          for (const part of honest) Y.applyUpdate(doc, part)
          const known = Y.decodeStateVector(Y.encodeStateVector(doc))
          if (standing(summary, (client) => known.get(client) ?? 0).kind === 'gap') return
          passed += 1
          Y.applyUpdate(doc, mutant)
          expect(doc.store.pendingStructs).toBeNull()
          expect(doc.store.pendingDs).toBeNull()
        },
      ),
      { numRuns: 3_000 },
    )
    expect(passed).toBeGreaterThan(100)
  })
})
