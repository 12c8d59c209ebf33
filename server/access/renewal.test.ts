/** Links that are told, renewed and switched off, while people are there by them over either transport. */
import { afterEach, describe, expect, test } from 'vitest'
import type { PadLinkList } from '../../protocol/access.ts'
import { type Answer, BINARY, codeOf, cursorIn, stopAll } from '../admission/test-server.ts'
import { ADMIN, join, secretsOf, startByLinks, TRANSPORTS } from './test-links.ts'

afterEach(stopAll)

const told = (answer: Answer) => [answer.status, codeOf(answer)]
const cookiesOf = ({ headers }: Answer): string[] => (headers['set-cookie'] as string[] | undefined) ?? []

test('[AC6] both links are told to whoever may edit, and to the administrator when they were made', async () => {
  const { pad, json } = await startByLinks()
  const { id, edit, read, made } = await pad()
  expect(await json('GET', `/api/pads/${id}/links?key=${edit}`)).toEqual(made.links)
  const seen = await json<PadLinkList>('GET', `/api/pads/${id}/links`, ADMIN)
  expect([seen.edit?.url, seen.read?.url, seen.read?.madeAt]).toEqual([null, null, made.links?.read?.madeAt])
  expect(secretsOf(made.links)).toEqual({ edit, read })
})

describe.each(TRANSPORTS)('while somebody is there over %s', (transport) => {
  const gone = transport === 'websocket' ? 4401 : 'link-unknown'

  test('[AC6] a renewed read-only link ends readers at once and leaves editors alone', async () => {
    const server = await startByLinks()
    const { id, edit, read } = await server.pad()
    const [reader, editor] = [
      await join(server, transport, id, read),
      await join(server, transport, id, edit),
    ]
    const ended = reader.ended()
    const renewed = secretsOf(await server.json('POST', `/api/pads/${id}/links?which=read&key=${edit}`))
    expect(await ended).toBe(gone)
    expect(renewed.edit).toBe(edit)
    expect(renewed.read).not.toBe(read)
    await expect(join(server, transport, id, read)).rejects.toThrow(/link-unknown/)
    await (await join(server, transport, id, renewed.read)).received()
    expect(await editor.received()).not.toEqual([])
  })

  test('[AC6] a renewed edit link ends both, and its new cookie lets the renewing browser go on', async () => {
    const server = await startByLinks()
    const { id, edit, read } = await server.pad()
    const there = [await join(server, transport, id, read), await join(server, transport, id, edit)]
    const ended = Promise.all(there.map((client) => client.ended()))
    const answer = await server.ask('POST', `/api/pads/${id}/links`, { cookie: `holdfast-key=${edit}` })
    const renewed = secretsOf(JSON.parse(answer.body.toString()))
    expect(await ended).toEqual([gone, gone])
    expect(cookiesOf(answer)[0]).toContain(`holdfast-key=${renewed.edit};`)
    for (const old of [edit, read]) {
      await expect(join(server, transport, id, old)).rejects.toThrow(/link-unknown/)
      expect(told(await server.ask('GET', `/api/pads/${id}?key=${old}`))).toEqual([403, 'link-unknown'])
    }
    await (await join(server, transport, id, renewed.edit)).received()
  })

  test('[AC6] a link that is switched off ends those who came by it, until the administrator makes new ones', async () => {
    const server = await startByLinks()
    const { id, edit, read } = await server.pad()
    const [reader, editor] = [
      await join(server, transport, id, read),
      await join(server, transport, id, edit),
    ]
    const ended = editor.ended()
    const left = await server.json<PadLinkList>('DELETE', `/api/pads/${id}/links?which=edit&key=${edit}`)
    expect(left).toMatchObject({ edit: null, read: { url: null } })
    expect(await ended).toBe(gone)
    expect(await reader.received()).not.toEqual([])
    const asAdmin = await server.ask('POST', `/api/pads/${id}/links?which=read`, ADMIN)
    expect(told(asAdmin)).toEqual([409, 'edit-link-needed'])
    const readerEnds = reader.ended()
    const fresh = secretsOf(await server.json('POST', `/api/pads/${id}/links`, ADMIN))
    expect(await readerEnds).toBe(gone)
    await (await join(server, transport, id, fresh.edit)).received()
  })
})

test('[AC6] a request that is held when its link is replaced is answered 403 itself', async () => {
  const { ask, pad, json } = await startByLinks()
  const { id, edit, read } = await pad()
  const exchange = `/collab/${id}/exchange?key=${read}`
  const opened = await ask('POST', exchange, BINARY)
  const held = ask('POST', `${exchange}&cursor=${cursorIn(opened)}&wait=50000`, BINARY)
  await ask('GET', '/live/health')
  await json('POST', `/api/pads/${id}/links?which=read&key=${edit}`)
  expect(told(await held)).toEqual([403, 'link-unknown'])
})
