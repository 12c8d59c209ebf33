/** The exhibits' pages, and a server without them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { EXHIBITS } from '../../protocol/exhibits.ts'
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import { openServer, type TestServer } from './test-server.ts'

let server: TestServer
let without: TestServer
beforeAll(async () => {
  server = await openServer()
  // Its folder has no list of the exhibits' files: whoever looked for one would not start.
  without = await openServer('off')
})
afterAll(() => Promise.all([server.close(), without.close()]))

const page = async (path: string) => {
  const answer = await fetch(server.url + path)
  return { status: answer.status, text: await answer.text() }
}

test.each(EXHIBITS)(
  '[XB10] the page of %s says that it is an exhibit, and leads to the real pad',
  async (name) => {
    const padId = await server.createPad({ title: 'Ferry times', text: 'At six.' })
    const { status, text } = await page(`/exhibits/${name}/${padId}`)
    expect(status).toBe(200)
    expect(text).toContain(`${words.label}: ${words.exhibits[name].name}.`)
    expect(text).toContain(`href="/p/${padId}"`)
    expect(text).toContain(`src="/assets/${name}-1.js"`)
    // The clients it shows have nothing before their socket has it.
    expect(text).not.toContain('At six.')
  },
)

test('[XB10] a pad is made by a plain form and shown in the exhibit it was made in', async () => {
  const send = (fields: Record<string, string>, origin = server.url) =>
    fetch(`${server.url}/exhibits/new`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  const made = await send({ title: ' Ferry\ntimes ', exhibit: 'socket-only' })
  expect(made.status).toBe(303)
  const [, padId] = /^\/exhibits\/socket-only\/([\w-]+)$/.exec(made.headers.get('location') ?? '') ?? []
  const pad = (await (await fetch(`${server.url}/api/pads/${padId}`)).json()) as { title: string }
  expect(pad.title).toBe('Ferry times')
  expect((await page('/exhibits/')).text).toContain(`href="/exhibits/five-attempts/${padId}"`)
  expect((await send({ title: 'x', exhibit: 'another' })).status).toBe(400)
  expect((await send({ title: 'x', exhibit: 'socket-only' }, 'https://elsewhere.example')).status).toBe(403)
})

test('[XB10] what is no pad, or deleted, is said as everywhere', async () => {
  const padId = await server.createPad({ title: 'Gone' })
  await fetch(`${server.url}/api/pads/${padId}`, { method: 'DELETE' })
  expect((await page(`/exhibits/socket-only/${padId}`)).status).toBe(410)
  expect((await page('/exhibits/socket-only/a%20b')).status).toBe(400)
  expect((await page('/exhibits/another/x')).status).toBe(404)
})

test('[XB9] switched off, every address of theirs is 404, and everything else is there', async () => {
  const padId = await without.createPad({ text: 'At six.' })
  const paths = [
    '/exhibits',
    '/exhibits/',
    ...EXHIBITS.map((name) => `/exhibits/${name}/${padId}`),
    `/exhibits/api/pads/${padId}/text`,
    '/exhibits/socket.io/?EIO=4&transport=polling',
  ]
  const statuses = await Promise.all(paths.map(async (path) => (await fetch(without.url + path)).status))
  expect(statuses).toEqual(paths.map(() => 404))
  const post = await fetch(`${without.url}/exhibits/new`, { method: 'POST' })
  expect(post.status).toBe(404)
  const socket = new WebSocket(`${without.url.replace('http', 'ws')}/exhibits/socket.io/?EIO=4`)
  const failure = await new Promise<Error>((resolve) => socket.on('error', resolve))
  expect(failure.message).toContain('404')
  expect(await without.text(padId)).toBe('At six.\n')
})
