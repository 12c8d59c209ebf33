/** The server as a process: how it starts, what stops it from starting, and how it ends. */
import { afterEach, expect, test } from 'vitest'
import { openAcknowledgedWriter } from '../harness/acknowledged-writer.ts'
import { type Child, startChild } from '../harness/child.ts'
import { eventually } from '../harness/eventually.ts'
import { type PadServer, ROOT, startPadServer } from '../harness/pad-server.ts'

const cleanup: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanup.splice(0).reverse()) await clean()
})

const start = async (): Promise<PadServer> => {
  const server = await startPadServer()
  cleanup.push(() => server.close())
  return server
}

/** A start that is expected to fail. */
const launch = (env: Record<string, string>): Child => {
  const child = startChild({
    name: 'pad server',
    command: [process.execPath, 'dist/server/main.js'],
    cwd: ROOT,
    env: { HOST: '127.0.0.1', PORT: '0', HOLDFAST_STORAGE: 'memory', ...env },
  })
  cleanup.push(() => child.stop('SIGKILL'))
  return child
}

test('[HT32] idle connections are kept longer than proxies keep theirs, and hold up no stop', async () => {
  const server = await start()
  const answer = await fetch(`${server.url}/live/health`)
  await answer.text()
  const seconds = Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1])
  expect(seconds).toBeGreaterThan(120)
  const began = Date.now()
  expect(await server.stop()).toBe(0)
  expect(Date.now() - began).toBeLessThan(10_000)
})

test('[E226] a stop by SIGTERM keeps everything that reached the server, sends everybody away to come back, and exits 0', async () => {
  const server = await start()
  const writer = openAcknowledgedWriter(server.url, 'stopped')
  await writer.ready()
  for (let count = 0; count < 50; count += 1) writer.insert(`word-${count}`)
  await eventually('the first are durable', () => writer.durable().length > 0)
  const began = Date.now()
  const code = await server.stop()
  expect(code).toBe(0)
  expect(Date.now() - began).toBeLessThan(10_000)
  expect(await writer.closed()).toBe(1012)
  await server.start()
  const text = await (await fetch(`${server.url}/api/pads/stopped/export?format=txt`)).text()
  expect(text.match(/word-\d+/g)).toHaveLength(50)
})

test('[E227] a second process on the same folder is refused and says why; the first is not disturbed', async () => {
  const server = await start()
  const second = launch({ HOLDFAST_STORAGE: 'log', HOLDFAST_DATA: server.folder })
  expect(await second.ended).not.toBe(0)
  expect(second.output()).toContain(server.folder)
  expect(second.output()).toMatch(/in use|another/i)
  expect((await fetch(`${server.url}/live/ready`)).status).toBe(200)
})

test('[E227] the folder of a process that was killed is taken over', async () => {
  const server = await start()
  await server.kill()
  await server.start()
  expect((await fetch(`${server.url}/live/ready`)).status).toBe(200)
})

test('[E228] a wrong option or a taken port stops the start with one line that names it', async () => {
  const server = await start()
  for (const [env, says] of [
    [{ HOLDFAST_DATTA: 'x' }, /HOLDFAST_DATTA/],
    [{ PORT: 'eighty' }, /PORT=eighty/],
    [{ HOLDFAST_LIMIT_BODY: '-1' }, /HOLDFAST_LIMIT_BODY/],
    [{ PORT: String(server.port) }, new RegExp(String(server.port))],
  ] as const) {
    const child = launch({ ...env })
    expect(await child.ended).not.toBe(0)
    expect(child.output()).toMatch(says)
    expect(child.output().trim().split('\n')).toHaveLength(1)
  }
})

test('[E228] a folder that cannot be made stops the start with a line that names it', async () => {
  // Below a file there can be no folder, for root neither.
  const child = launch({ HOLDFAST_STORAGE: 'log', HOLDFAST_DATA: `${ROOT}package.json/data` })
  expect(await child.ended).not.toBe(0)
  expect(child.output()).toContain('package.json/data')
})
