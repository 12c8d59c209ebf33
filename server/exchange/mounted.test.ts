import { afterEach, expect, test } from 'vitest'
import { decodeFrames, encodeFrame } from '../../protocol/frames.ts'
import { readConfig } from '../config.ts'
import { makeWebRoot } from '../http/test-site.ts'
import { createServer } from '../server.ts'
import { quietLog } from '../storage/quiet-log.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function start() {
  const webRoot = makeWebRoot()
  cleanUps.push(webRoot.remove)
  const config = readConfig({
    PORT: '0',
    HOLDFAST_STORAGE: 'memory',
    HOLDFAST_EXHIBITS: 'off',
    HOLDFAST_PUBLIC_URL: 'https://pads.example.org/team/',
  })
  const log = quietLog()
  const server = await createServer(config, { log, webRoot: webRoot.folder, version: '1' })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= server.close()
    return stopped
  }
  cleanUps.push(stop)
  const post = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, server.address), { method: 'POST', ...init })
  return { post, stop, log }
}

test('[EX23] the exchange is part of the server: under its base, behind its rule against other sites', async () => {
  const { post } = await start()
  for (const path of ['/team/collab/pad/exchange', '/collab/pad/exchange']) {
    const answer = await post(path)
    expect(answer.status).toBe(200)
    expect(decodeFrames(new Uint8Array(await answer.arrayBuffer()))[1]?.type).toBe('hello')
  }
  const foreign = await post('/team/collab/pad/exchange', { headers: { origin: 'https://evil.example' } })
  expect(foreign.status).toBe(403)
  const own = await post('/team/collab/pad/exchange', { headers: { origin: 'https://pads.example.org' } })
  expect(own.status).toBe(200)
})

test('[EX12] a server that stops answers who is held, and does not wait for the next request', async () => {
  const { post, stop, log } = await start()
  const opened = await post('/team/collab/pad/exchange')
  const [cursor] = decodeFrames(new Uint8Array(await opened.arrayBuffer()))
  if (cursor?.type !== 'cursor') throw new Error('no cursor')
  const query = `cursor=${cursor.cursor}`
  const body = encodeFrame({ type: 'update', update: Uint8Array.of(0, 0) })
  const headers = { 'content-type': 'application/octet-stream' }
  await post(`/team/collab/pad/exchange?${query}`, { body: Uint8Array.from(body), headers })
  const held = post(`/team/collab/pad/exchange?${query}&wait=55000`)
  while (log.told('exchange.asked').length === 0) await new Promise((resolve) => setImmediate(resolve))
  await stop()
  const answer = await held
  expect(answer.status).toBe(200)
  expect(decodeFrames(new Uint8Array(await answer.arrayBuffer())).map(({ type }) => type)).toEqual([
    'cursor',
    'awareness',
  ])
})
