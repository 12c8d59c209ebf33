/**
 * A whole server on a free port for the tests of this folder: real sockets, pads in memory, and a browser app of
 * empty files, which lists the exhibits only when they are to be on.
 */
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs'
import { EXHIBITS } from '../../protocol/exhibits.ts'
import { decodeFrames, encodeFrame } from '../../protocol/frames.ts'
import { CONTENT_ROOT } from '../../protocol/pad-id.ts'
import { readConfig } from '../config.ts'
import { makeWebRoot } from '../http/test-site.ts'
import { createServer } from '../server.ts'

export interface TestServer {
  /** Without a slash at the end. */
  readonly url: string
  createPad(content?: { readonly title?: string; readonly text?: string }): Promise<string>
  /** Adds a paragraph, as somebody in the pad. */
  write(padId: string, text: string): Promise<void>
  /** The text as the server exports it. */
  text(padId: string): Promise<string>
  close(): Promise<void>
}

/** One paragraph, by the wire every client speaks; resolves when the server showed that it has it. */
async function write(address: string, text: string): Promise<void> {
  const socket = new WebSocket(address)
  await once(socket, 'open')
  socket.send(encodeFrame({ type: 'update', update: written(text) }))
  socket.send(encodeFrame({ type: 'ping', id: 1 }))
  await new Promise<void>((resolve) => {
    socket.on('message', (message: Buffer) => {
      if (decodeFrames(message).some(({ type }) => type === 'pong')) resolve()
    })
  })
  socket.close()
}

export function written(text: string): Uint8Array {
  const doc = new Doc()
  addParagraph(doc, text)
  return encodeStateAsUpdate(doc)
}

export function addParagraph(doc: Doc, text: string): void {
  const paragraph = new XmlElement('paragraph')
  paragraph.insert(0, [new XmlText(text)])
  doc.getXmlFragment(CONTENT_ROOT).push([paragraph])
}

const say = () => {}
const SILENT = { debug: say, info: say, warn: say, error: say }

export async function openServer(exhibits: 'on' | 'off' = 'on'): Promise<TestServer> {
  const webRoot = makeWebRoot()
  if (exhibits === 'on') {
    const entries = EXHIBITS.map((name) => [`client/exhibits/${name}.ts`, { file: `assets/${name}-1.js` }])
    writeFileSync(join(webRoot.folder, 'exhibits.json'), JSON.stringify(Object.fromEntries(entries)))
  }
  const config = readConfig({
    PORT: '0',
    HOLDFAST_STORAGE: 'memory',
    HOLDFAST_EXHIBITS: exhibits,
    HOLDFAST_LIMIT_BUFFERED: String(128 * 1024),
  })
  const server = await createServer(config, { log: SILENT, webRoot: webRoot.folder, version: '1.2.3' })
  const url = server.address
  const socketAddress = (padId: string) => `${url.replace('http', 'ws')}/collab/${padId}`
  return {
    url,
    createPad: async ({ title = '', text } = {}) => {
      const response = await fetch(`${url}/api/pads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title }),
      })
      const { id } = (await response.json()) as { id: string }
      if (text !== undefined) await write(socketAddress(id), text)
      return id
    },
    write: (padId, text) => write(socketAddress(padId), text),
    text: async (padId) => (await fetch(`${url}/api/pads/${padId}/export?format=txt`)).text(),
    close: async () => {
      await server.close()
      webRoot.remove()
    },
  }
}
