/** The document read as text and as a value to compare, without a change to it. */
import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs'
import { copiesDiffer } from './compare-copies.ts'
import { fingerprint, plainText } from './content.ts'

const el = (name: string, ...children: (XmlElement | string)[]): XmlElement => {
  const node = new XmlElement(name)
  node.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new XmlText(child) : child)),
  )
  return node
}

const pad = (): Doc => {
  const doc = new Doc()
  doc.getText('title').insert(0, 'Soup')
  const item = (text: string, ...rest: XmlElement[]): XmlElement =>
    el('list_item', el('paragraph', text), ...rest)
  doc
    .getXmlFragment('prosemirror')
    .insert(0, [
      el('paragraph', 'Lentils', el('hard_break'), 'and lemon'),
      el('bullet_list', item('one', el('bullet_list', item('under one'))), item('two')),
      el('horizontal_rule'),
      el('callout', el('paragraph', 'kept, though unknown')),
      el('code_block', 'a\n  b'),
    ])
  return doc
}

test('[PS5] the text for the clipboard is all of it, title first, unknown parts included', () => {
  const doc = pad()
  const before = encodeStateAsUpdate(doc)
  expect(plainText(doc)).toBe(
    'Soup\n\nLentils\nand lemon\n\n- one\n\n  - under one\n- two\n\n---\n\nkept, though unknown\n\na\n  b\n',
  )
  expect(encodeStateAsUpdate(doc)).toEqual(before)
})

test('[PS3] two documents have one fingerprint exactly when they read the same', () => {
  const doc = pad()
  const same = new Doc()
  applyUpdate(same, encodeStateAsUpdate(doc))
  expect(fingerprint(same)).toBe(fingerprint(doc))
  const changes: ((other: Doc) => void)[] = [
    (other) => other.getText('title').insert(0, 'x'),
    (other) => other.getXmlFragment('prosemirror').delete(0, 1),
    (other) =>
      ((other.getXmlFragment('prosemirror').get(0) as XmlElement).get(0) as XmlText).format(0, 2, { em: {} }),
    (other) => (other.getXmlFragment('prosemirror').get(4) as XmlElement).setAttribute('language', 'ts'),
  ]
  for (const change of changes) {
    const other = new Doc()
    applyUpdate(other, encodeStateAsUpdate(doc))
    change(other)
    expect(fingerprint(other)).not.toBe(fingerprint(doc))
  }
})

/** Answers one reading after the other; the last one stays. */
const server = (...answers: (Doc | number | Error)[]) => {
  let asked = 0
  const waited: number[] = []
  return {
    waited,
    asked: () => asked,
    deps: {
      fetch: (async () => {
        const answer = answers[Math.min(asked, answers.length - 1)]
        asked += 1
        if (answer instanceof Error) throw answer
        if (typeof answer === 'number') return new Response('', { status: answer })
        return new Response(encodeStateAsUpdate(answer as Doc) as BodyInit)
      }) as typeof fetch,
      wait: async (ms: number) => void waited.push(ms),
    },
  }
}
const changed = (): Doc => {
  const doc = pad()
  doc.getText('title').insert(0, 'x')
  return doc
}

test('[PS3] equal copies are fine at once, and copies that become equal are fine too', async () => {
  const equal = server(pad())
  expect(await copiesDiffer(pad(), '/x', equal.deps)).toBe(false)
  expect(equal.asked()).toBe(1)
  const late = server(changed(), 503, pad())
  expect(await copiesDiffer(pad(), '/x', late.deps)).toBe(false)
  expect(late.asked()).toBe(3)
})

test('[PS3] only a difference that stays is one', async () => {
  const stays = server(changed())
  expect(await copiesDiffer(pad(), '/x', stays.deps)).toBe(true)
  expect(stays.asked()).toBeGreaterThan(2)
  expect(stays.waited.length).toBe(stays.asked() - 1)
})

test('[PS3] a server that cannot be asked proves nothing', async () => {
  expect(await copiesDiffer(pad(), '/x', server(new Error('offline')).deps)).toBeUndefined()
  expect(await copiesDiffer(pad(), '/x', server(500).deps)).toBeUndefined()
})
