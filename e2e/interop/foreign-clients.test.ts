/** Apps that were written for y-websocket meet a Holdfast server and notice nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventually } from '../harness/eventually.ts'
import {
  collabUrl,
  FLAVOURS,
  type Flavour,
  type ForeignClient,
  openForeignClient,
} from '../harness/foreign-client.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

let server: PadServer
const open: ForeignClient[] = []

beforeAll(async () => {
  server = await startPadServer()
})
afterAll(async () => {
  for (const client of open) client.close()
  await server.close()
})

const enter = async (flavour: Flavour, pad: string): Promise<ForeignClient> => {
  const client = openForeignClient({ flavour, serverUrl: collabUrl(server.url), pad })
  open.push(client)
  await client.synced()
  return client
}

const pairs = FLAVOURS.flatMap((one) => FLAVOURS.map((other) => [one, other] as const))

test.each(pairs)('[IN1] y-websocket %s and %s write in one pad and read the same', async (one, other) => {
  const pad = `pair-${one}-${other}`.replaceAll('.', '_')
  const first = await enter(one, pad)
  const second = await enter(other, pad)
  first.write('from the first')
  await eventually('the second reads it', () => second.paragraphs().includes('from the first'))
  second.write('from the second')
  await eventually('the first reads it', () => first.paragraphs().includes('from the second'))

  // Deleting leaves the state vector as it was, so it takes a way of its own through many servers.
  first.doc.getXmlFragment('prosemirror').delete(0, 1)
  await eventually('the deletion arrives', () => second.paragraphs().join() === 'from the second')
  expect(Y.encodeStateAsUpdate(second.doc)).toEqual(Y.encodeStateAsUpdate(first.doc))
  expect([first.losses(), second.losses()]).toEqual([0, 0])
})

test.each(FLAVOURS)(
  '[IN1] a y-websocket %s client that comes late gets all that was written',
  async (flavour) => {
    const pad = `late-${flavour}`.replaceAll('.', '_')
    const first = await enter(flavour, pad)
    for (let line = 0; line < 20; line += 1) first.write(`line ${line}`)
    const late = await enter(flavour, pad)
    await eventually('all lines are there', () => late.paragraphs().length === 20)
    expect(late.paragraphs()).toEqual(first.paragraphs())
  },
)

test.each(pairs)('[IN2] y-websocket %s and %s see each other come, move and leave', async (one, other) => {
  const pad = `aware-${one}-${other}`.replaceAll('.', '_')
  const first = await enter(one, pad)
  const second = await enter(other, pad)
  const seen = () => second.provider.awareness.getStates().get(first.doc.clientID)
  first.provider.awareness.setLocalStateField('user', { name: 'Ada', color: '#3366cc' })
  await eventually('Ada is seen', () => seen()?.user?.name === 'Ada')
  for (let move = 1; move <= 20; move += 1) first.provider.awareness.setLocalStateField('cursor', { move })
  await eventually('the last move is seen', () => seen()?.cursor?.move === 20)
  first.close()
  // At once, not after the 30 s after which clients forget each other by themselves.
  await eventually('Ada is gone', () => seen() === undefined, 3000)
})

test.each(FLAVOURS)('[IN1] what a y-websocket %s client wrote is read by HTTP', async (flavour) => {
  const pad = `read-${flavour}`.replaceAll('.', '_')
  const client = await enter(flavour, pad)
  client.write('written by an app of someone else')
  await eventually('the export has it', async () => {
    const response = await fetch(`${server.url}/api/pads/${pad}/export?format=txt`)
    return (await response.text()).includes('written by an app of someone else')
  })
})

test('[IN5] a y-websocket client that was cut off brings its edits along and gets those of others', async () => {
  const away = await enter('3.1.0', 'cut-off')
  const here = await enter('2.1.0', 'cut-off')
  away.write('before')
  await eventually('both have it', () => here.paragraphs().length === 1)
  away.provider.disconnect()
  away.write('written while away')
  here.write('written meanwhile')
  away.provider.connect()
  await eventually(
    'both are complete',
    () => away.paragraphs().length === 3 && here.paragraphs().length === 3,
  )
  expect(away.paragraphs()).toEqual(here.paragraphs())
})
