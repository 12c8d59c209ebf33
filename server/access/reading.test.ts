/** What a read-only link keeps from happening, over both transports, in the whole server. */
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeAwareness, encodeAwareness } from '../../protocol/awareness.ts'
import { EMPTY_UPDATE, type Frame, type SendableFrame } from '../../protocol/frames.ts'
import { codeOf, JSON_BODY, stopAll } from '../admission/test-server.ts'
import { type ByLinks, type Client, join, startByLinks, TRANSPORTS, textOf } from './test-links.ts'

afterEach(stopAll)

const update = (bytes: Uint8Array): SendableFrame => ({ type: 'update', update: bytes })
const stepTwo = (bytes: Uint8Array): SendableFrame => ({ type: 'sync-step-2', update: bytes })
const denials = (frames: readonly Frame[]) => frames.filter(({ type }) => type === 'auth-denied').length
const acknowledged = (frames: readonly Frame[]): number =>
  frames.reduce((count, frame) => (frame.type === 'acknowledgement' ? frame.count : count), 0)
const state = async ({ ask }: ByLinks, id: string, key: string) =>
  (await ask('GET', `/api/pads/${id}/export?format=yjs&key=${key}`)).body

/** Text `t` is `hello`, once was `hello!`, and the author has it. */
async function written(server: ByLinks, id: string, edit: string) {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'hello!')
  doc.getText('t').delete(5, 1)
  const author = await join(server, 'websocket', id, edit)
  await author.send(update(Y.encodeStateAsUpdate(doc)))
  while (acknowledged(await author.received()) < 1);
  return { doc, author }
}

/** A change of a document as one update. */
function changed(doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  change(copy)
  return Y.encodeStateAsUpdate(copy, before)
}

const ATTEMPTS: readonly (readonly [string, (doc: Y.Doc) => SendableFrame])[] = [
  ['an update', (doc) => update(changed(doc, (copy) => copy.getText('t').insert(0, 'x')))],
  ['a step 2', (doc) => stepTwo(changed(doc, (copy) => copy.getText('t').insert(0, 'x')))],
  ['a deletion', (doc) => update(changed(doc, (copy) => copy.getText('t').delete(0, 2)))],
  ['a deletion in a step 2', (doc) => stepTwo(changed(doc, (copy) => copy.getText('t').delete(4, 1)))],
  ['another title', (doc) => update(changed(doc, (copy) => copy.getText('title').insert(0, 'x')))],
  [
    'what lacks its predecessor',
    () => {
      const far = new Y.Doc()
      far.getText('t').insert(0, 'a')
      const known = Y.encodeStateVector(far)
      far.getText('t').insert(1, 'b')
      return update(Y.encodeStateAsUpdate(far, known))
    },
  ],
]

describe.each(TRANSPORTS)('by a read-only link over %s', (transport) => {
  test.each(ATTEMPTS)('[AC7] %s changes nothing, is shown to nobody and is told', async (_what, attempt) => {
    const server = await startByLinks()
    const { id, edit, read } = await server.pad({ title: 'Notes' })
    const { doc, author } = await written(server, id, edit)
    const before = await state(server, id, read)
    const shown = (await author.received()).length
    const reader = await join(server, transport, id, read)
    const answers = await reader.send(attempt(doc))
    expect(denials(answers)).toBe(1)
    expect(acknowledged(await reader.received())).toBe(0)
    expect(await state(server, id, read)).toEqual(before)
    const since = (await author.received()).slice(shown).filter(({ type }) => type === 'update')
    expect(since).toEqual([])
    // It goes on reading.
    await author.send(update(changed(doc, (copy) => copy.getText('t').insert(5, ' world'))))
    while (!textOf([stepTwo(before), ...(await reader.received())]).includes('world'));
  })

  test('[AC7] what comes after a refused change is not acknowledged either', async () => {
    const server = await startByLinks()
    const { id, edit, read } = await server.pad()
    const { doc } = await written(server, id, edit)
    const reader = await join(server, transport, id, read)
    await reader.send(update(changed(doc, (copy) => copy.getText('t').insert(0, 'x'))), stepTwo(EMPTY_UPDATE))
    expect(acknowledged(await reader.received())).toBe(0)
  })

  test('[AC7] the handshake of a reader that has everything is acknowledged, deletions included', async () => {
    const server = await startByLinks()
    const { id, edit, read } = await server.pad()
    const { doc } = await written(server, id, edit)
    const reader = await join(server, transport, id, read)
    const answers = await reader.send(stepTwo(Y.encodeStateAsUpdate(doc)))
    expect(denials(answers)).toBe(0)
    while (acknowledged(await reader.received()) < 1);
  })

  test('[AC7] an editor is refused nothing', async () => {
    const server = await startByLinks()
    const { id, edit } = await server.pad()
    const { doc } = await written(server, id, edit)
    const other = await join(server, transport, id, edit)
    const answers = await other.send(update(changed(doc, (copy) => copy.getText('t').insert(0, 'x'))))
    expect(denials(answers)).toBe(0)
    while (acknowledged(await other.received()) < 1);
  })

  test('[AC8] a reader is seen, sees others, and speaks for nobody else', async () => {
    const server = await startByLinks()
    const { id, edit, read } = await server.pad()
    const { author } = await written(server, id, edit)
    const says = (client: number, clock: number, name: string): SendableFrame => ({
      type: 'awareness',
      entries: encodeAwareness([{ client, clock, state: JSON.stringify({ user: { name } }) }]),
    })
    await author.send(says(11, 1, 'Ada'))
    const reader = await join(server, transport, id, read)
    await reader.send(says(22, 1, 'Ben'))
    await reader.send(says(11, 5, 'not Ada'), says(11, 6, 'nor this'))
    const seen = async (client: Client) =>
      (await client.received()).flatMap((frame) =>
        frame.type === 'awareness' ? decodeAwareness(frame.entries).map(({ state }) => state) : [],
      )
    while (!(await seen(author)).join().includes('Ben'));
    while (!(await seen(reader)).join().includes('Ada'));
    const late = await join(server, 'websocket', id, edit)
    for (const client of [author, reader, late]) {
      expect((await seen(client)).join()).not.toMatch(/not Ada|nor this/)
    }
  })
})

test('[AC9] what changes a whole pad is refused by a read-only link, and nothing is changed', async () => {
  const server = await startByLinks()
  const { ask } = server
  const { id, edit, read } = await server.pad({ title: 'Notes' })
  const attempts = [
    ['PATCH', `/api/pads/${id}`, JSON.stringify({ title: 'Mine' })],
    ['DELETE', `/api/pads/${id}`],
    ['POST', `/api/pads/${id}/restore`],
    ['GET', `/api/pads/${id}/links`],
    ['POST', `/api/pads/${id}/links`],
    ['POST', `/api/pads/${id}/links?which=read`],
    ['DELETE', `/api/pads/${id}/links?which=edit`],
  ] as const
  for (const [method, path, body] of attempts) {
    for (const headers of [{ 'holdfast-key': read }, { cookie: `other=1; holdfast-key=${read}` }]) {
      const answer = await ask(method, path, { ...JSON_BODY, ...headers }, body)
      expect([answer.status, codeOf(answer)], `${method} ${path}`).toEqual([403, 'read-only'])
    }
  }
  const form = await ask('POST', `/p/${id}/restore?key=${read}`)
  expect([form.status, form.body.toString().includes('for reading only')]).toEqual([403, true])
  expect(await server.json('GET', `/api/pads/${id}?key=${edit}`)).toMatchObject({ title: 'Notes' })
})
