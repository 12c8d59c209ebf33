/** The routes of the fallback, asked as any HTTP client would: they work; it is their client that does not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { CONTENT_ROOT } from '../../protocol/pad-id.ts'
import { addParagraph, openServer, type TestServer, written } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.close())

const address = (padId: string) => `${server.url}/exhibits/api/pads/${padId}/text`

const patch = (padId: string, body: Uint8Array, type = 'application/octet-stream') =>
  fetch(address(padId), { method: 'PATCH', headers: { 'content-type': type }, body: body.slice() })

test('[XB6] a new pad with a title and no text answers zero bytes, which Yjs takes for a broken update', async () => {
  const padId = await server.createPad({ title: 'Ferry times' })
  const answer = await fetch(address(padId))
  const stored = new Uint8Array(await answer.arrayBuffer())
  expect([answer.status, stored.byteLength]).toEqual([200, 0])
  expect(() => Y.applyUpdate(new Y.Doc(), stored)).toThrow('Unexpected end of array')
})

test('[XB6] what is sent is stored, and what is stored is answered', async () => {
  const padId = await server.createPad({ title: 'Ferry times' })
  expect((await patch(padId, written('At six.'))).status).toBe(204)
  expect(await server.text(padId)).toBe('At six.\n')
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(await (await fetch(address(padId))).arrayBuffer()))
  expect(doc.getXmlFragment(CONTENT_ROOT).toString()).toBe('<paragraph>At six.</paragraph>')
  expect(doc.getText('title').toString()).toBe('Ferry times')
})

test('[XB6] it is merged into the open room: everybody there sees it, and what they write later stays', async () => {
  const padId = await server.createPad({ text: 'At six.' })
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/collab`, padId, doc, {
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  await new Promise((resolve) => provider.once('sync', resolve))
  const arrived = new Promise((resolve) => doc.once('update', resolve))
  expect((await patch(padId, written('At noon.'))).status).toBe(204)
  await arrived
  expect(doc.getXmlFragment(CONTENT_ROOT).toString()).toContain('At noon.')
  addParagraph(doc, 'At midnight.')
  // Sent twice, a document is there once.
  expect((await patch(padId, Y.encodeStateAsUpdate(doc))).status).toBe(204)
  expect((await patch(padId, Y.encodeStateAsUpdate(doc))).status).toBe(204)
  provider.destroy()
  const lines = (await server.text(padId)).split('\n').filter((line) => line !== '')
  expect(lines.sort()).toEqual(['At midnight.', 'At noon.', 'At six.'])
})

test('[XB6] what is no update, or builds on unknown edits, is refused and changes nothing', async () => {
  const padId = await server.createPad({ text: 'At six.' })
  const doc = new Y.Doc()
  addParagraph(doc, 'never sent')
  const before = Y.encodeStateVector(doc)
  addParagraph(doc, 'sent alone')
  const alone = Y.encodeStateAsUpdate(doc, before)
  for (const [body, type] of [
    [Uint8Array.of(1, 2, 3), undefined],
    [alone, undefined],
    [written('x'), 'text/plain'],
  ] as const) {
    const answer = await patch(padId, body, type)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'body-invalid'])
  }
  expect(await server.text(padId)).toBe('At six.\n')
  expect((await patch('not a pad', written('x'))).status).toBe(400)
  await fetch(`${server.url}/api/pads/${padId}`, { method: 'DELETE' })
  expect((await fetch(address(padId))).status).toBe(410)
  expect((await patch(padId, written('x'))).status).toBe(410)
})
