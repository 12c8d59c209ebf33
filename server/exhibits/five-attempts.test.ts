/** socket.io beside everything else on one port, with its own client as npm delivers it. */
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { SOCKET_IO_PATH } from '../../protocol/exhibits.ts'
import { decodeFrames, encodeFrame } from '../../protocol/frames.ts'
import { CONTENT_ROOT } from '../../protocol/pad-id.ts'
import { openServer, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.close())

const connect = (padId: string, transports: readonly ('polling' | 'websocket')[]): Socket =>
  io(server.url, {
    path: `/${SOCKET_IO_PATH}`,
    transports: [...transports],
    query: { padId },
    forceNew: true,
    reconnection: false,
  })

/** The document as the server tells it over this socket. */
async function received(socket: Socket): Promise<Y.Doc> {
  const doc = new Y.Doc()
  await new Promise<void>((resolve) => {
    socket.on('frame', (message: Uint8Array) => {
      for (const frame of decodeFrames(new Uint8Array(message))) {
        if (frame.type === 'sync-step-1') {
          socket.emit('frame', encodeFrame({ type: 'sync-step-1', stateVector: Y.encodeStateVector(doc) }))
        } else if (frame.type === 'sync-step-2') {
          Y.applyUpdate(doc, frame.update)
          resolve()
        }
      }
    })
  })
  return doc
}

test.each([[['websocket']], [['polling']], [['polling', 'websocket']]] as const)(
  '[XB8] over %j the text of a pad comes, and an edit reaches the same room',
  async (transports) => {
    const padId = await server.createPad({ text: 'At six.' })
    const socket = connect(padId, transports)
    try {
      const doc = await received(socket)
      expect(doc.getXmlFragment(CONTENT_ROOT).toString()).toContain('At six.')
      const before = Y.encodeStateVector(doc)
      const text = (doc.getXmlFragment(CONTENT_ROOT).get(0) as Y.XmlElement).get(0) as Y.XmlText
      text.insert(text.length, ' Sharp.')
      socket.emit('frame', encodeFrame({ type: 'update', update: Y.encodeStateAsUpdate(doc, before) }))
      await expect.poll(() => server.text(padId)).toBe('At six. Sharp.\n')
      const { people } = (await (await fetch(`${server.url}/api/pads/${padId}`)).json()) as { people: number }
      expect(people).toBe(1)
    } finally {
      socket.disconnect()
    }
  },
)

test('[XB8] a handshake that lost its upgrade on the way is answered 400 by engine.io itself', async () => {
  const answer = await fetch(`${server.url}/${SOCKET_IO_PATH}?padId=x&EIO=4&transport=websocket`)
  expect([answer.status, await answer.json()]).toEqual([400, { code: 3, message: 'Bad request' }])
})

test('[XB8] what is no pad, or no frame, is refused by name', async () => {
  const padId = await server.createPad()
  const nowhere = connect('no such pad!', ['websocket'])
  const text = connect(padId, ['websocket'])
  text.on('connect', () => text.emit('frame', 'text'))
  const refused = (socket: Socket) =>
    new Promise((resolve) => {
      socket.on('refused', (code) => socket.on('disconnect', () => resolve(code)))
    })
  expect(await Promise.all([refused(nowhere), refused(text)])).toEqual(['pad-id-invalid', 'frame-not-binary'])
})

test('[XB8] other addresses are answered as if it were not there', async () => {
  const handshake = (path: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`)
      socket.on('open', () => {
        socket.close()
        resolve('open')
      })
      socket.on('error', (failure) => resolve(failure.message))
    })
  expect(await handshake('/collab/some-pad')).toBe('open')
  expect(await handshake('/exhibits/elsewhere')).toContain('404')
  expect(await handshake('/socket.io/?EIO=4&transport=websocket')).toContain('404')
  const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)
  expect(answer.status).toBe(404)
})

test('[XB8] who does not read what others write is let go, and holds nobody up', async () => {
  const padId = await server.createPad({ text: 'At six.' })
  const reader = connect(padId, ['polling'])
  await received(reader)
  // Polls no more: what the others write waits on the server. One poll is under way and takes what comes first.
  const transport = reader.io.engine.transport as unknown as { _poll(): void }
  transport._poll = () => {}
  const people = async () => {
    const pad = await (await fetch(`${server.url}/api/pads/${padId}`)).json()
    return (pad as { people: number }).people
  }
  for (let paragraph = 0; paragraph < 4; paragraph += 1) await server.write(padId, 'x'.repeat(80_000))
  await expect.poll(people, { timeout: 30_000 }).toBe(0)
  reader.disconnect()
  expect(await server.text(padId)).toContain('At six.')
})
