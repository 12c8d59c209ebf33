/** Apps that were written for y-websocket, with the key of a link as a parameter, and the whole server as a process. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewPad } from '../../protocol/api.ts'
import { eventually } from '../harness/eventually.ts'
import {
  collabUrl,
  FLAVOURS,
  type Flavour,
  type ForeignClient,
  openForeignClient,
} from '../harness/foreign-client.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

const TOKEN = 'the-administrators-own-token'
let server: PadServer
const open: ForeignClient[] = []

beforeAll(async () => {
  server = await startPadServer({ env: { HOLDFAST_ACCESS: 'links', HOLDFAST_ADMIN_TOKEN: TOKEN } })
})
afterAll(async () => {
  for (const client of open) client.close()
  await server.close()
})

const administrator = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }

async function makePad() {
  const made = await fetch(`${server.url}/api/pads`, { method: 'POST', headers: administrator, body: '{}' })
  const { id, links } = (await made.json()) as NewPad
  const keyOf = (url: string | null | undefined) => url?.split('?key=')[1] ?? ''
  return { id, edit: keyOf(links?.edit?.url), read: keyOf(links?.read?.url) }
}

const enter = (flavour: Flavour, pad: string, key: string): ForeignClient => {
  const client = openForeignClient({ flavour, serverUrl: collabUrl(server.url), pad, params: { key } })
  open.push(client)
  return client
}

test.each(FLAVOURS)(
  '[AC3, AC7, AC8] y-websocket %s reads by a read-only key, is seen, and changes nothing',
  async (flavour) => {
    const { id, edit, read } = await makePad()
    const writer = enter(flavour, id, edit)
    const reader = enter(flavour, id, read)
    await Promise.all([writer.synced(), reader.synced()])
    writer.write('by the writer')
    await eventually('the reader has it', () => reader.paragraphs().includes('by the writer'))
    reader.provider.awareness.setLocalStateField('user', { name: 'Ben' })
    await eventually('the reader is seen', () =>
      [...writer.provider.awareness.getStates().values()].some(({ user }) => user?.name === 'Ben'),
    )
    reader.write('by the reader')
    reader.doc.getXmlFragment('prosemirror').delete(0, 1)
    writer.write('by the writer again')
    await eventually('the reader goes on reading', () => reader.paragraphs().includes('by the writer again'))
    expect(writer.paragraphs()).toEqual(['by the writer', 'by the writer again'])
    // What it had comes along in the handshake of the next connection, and is refused there, too.
    reader.provider.disconnect()
    reader.provider.connect()
    await eventually('the reader is back', () => reader.provider.synced)
    writer.write('and on')
    await eventually('it goes on reading', () => reader.paragraphs().includes('and on'))
    expect(writer.paragraphs()).toEqual(['by the writer', 'by the writer again', 'and on'])
    const stored = await fetch(`${server.url}/api/pads/${id}/export?format=txt&key=${read}`)
    expect(await stored.text()).not.toContain('by the reader')
    expect([writer.losses(), reader.losses()]).toEqual([0, 1])
  },
)

test('[AC6] y-websocket 3 stops when its key is replaced, and comes in with the new one', async () => {
  const { id, edit } = await makePad()
  const client = enter('3.1.0', id, edit)
  await client.synced()
  const closed = new Promise((resolve) => client.provider.once('closed', resolve))
  const answer = await fetch(`${server.url}/api/pads/${id}/links`, { method: 'POST', headers: administrator })
  expect(await closed).toMatchObject({ code: 4401 })
  expect(client.provider.shouldConnect).toBe(false)
  const { edit: renewed } = (await answer.json()) as NonNullable<NewPad['links']>
  const again = enter('3.1.0', id, renewed?.url?.split('?key=')[1] ?? '')
  await again.synced()
})

test.each(FLAVOURS)('[AC3] y-websocket %s without a good key never gets in', async (flavour) => {
  const { id } = await makePad()
  for (const key of ['', 'AAAAAAAAAAAAAAAAAAAAAA']) {
    const client = enter(flavour, id, key)
    await eventually('it was refused', () => client.losses() > 0)
    expect(client.provider.synced).toBe(false)
  }
})
