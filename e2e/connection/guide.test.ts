/** The example of the guide, taken from its page and run as it stands against the server of y-websocket 2.1.0. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Child, startChild } from '../harness/child.ts'
import { ROOT } from '../harness/pad-server.ts'
import { freePort } from '../harness/ports.ts'

const running: Child[] = []
/** Inside the package, so that its own name leads to what the package exports. */
const folder = join(ROOT, 'test-results', `guide-${process.pid}`)

afterEach(async () => {
  for (const child of running.splice(0)) await child.stop('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** Node 20 has no WebSocket of its own; browsers do. */
const IN_NODE = "import { WebSocket } from 'ws'\nglobalThis.WebSocket = WebSocket\n"

async function startServer(port: number): Promise<Child> {
  const server = startChild({
    name: 'y-websocket 2.1.0 server',
    command: [process.execPath, join(ROOT, 'node_modules/y-websocket-2/bin/server.cjs')],
    env: { HOST: '127.0.0.1', PORT: String(port) },
  })
  running.push(server)
  await server.line(/running at/)
  return server
}

test('[E311] the example of the guide runs as it stands, and outlives its server', async () => {
  const page = await readFile(join(ROOT, 'docs/connection.md'), 'utf8')
  const example = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(20)
  const port = await freePort()
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'example.mjs')
  await writeFile(file, IN_NODE + example.replace('127.0.0.1:1234', `127.0.0.1:${port}`))

  const server = await startServer(port)
  const app = startChild({ name: 'the example', command: [process.execPath, file] })
  running.push(app)
  await app.line(/connection: live websocket[\s\S]*in step: hello|in step: hello[\s\S]*connection: live/)
  await server.stop('SIGKILL')
  await app.line(/connection: waiting none/)
  // The new server has nothing: what it knows afterwards came from the example.
  await startServer(port)
  await app.line(/connection: waiting none[\s\S]*in step: hello/)
})
