/** Holdfast's connection under the standard provider, against the server that y-websocket 2.1.0 brings along. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { SocketReport } from '../../client/connection/report.ts'
import { createResilientSocket } from '../../client/connection/resilient-socket.ts'
import { platformTimers } from '../../client/connection/timers.ts'
import { type Child, startChild } from '../harness/child.ts'
import { eventually } from '../harness/eventually.ts'
import { FLAVOURS, type ForeignClient, openForeignClient } from '../harness/foreign-client.ts'
import { ROOT } from '../harness/pad-server.ts'
import { freePort } from '../harness/ports.ts'

let server: Child
let serverUrl: string
const open: ForeignClient[] = []

beforeAll(async () => {
  const port = await freePort()
  serverUrl = `ws://127.0.0.1:${port}`
  server = startChild({
    name: 'y-websocket 2.1.0 server',
    command: [process.execPath, join(ROOT, 'node_modules/y-websocket-2/bin/server.cjs')],
    env: { HOST: '127.0.0.1', PORT: String(port) },
  })
  await server.line(/running at/)
})
afterAll(async () => {
  for (const client of open) client.close()
  await server.stop()
})

test('[IN6] the connection works against the server bundled with y-websocket 2.1.0', async () => {
  const reports: SocketReport[] = []
  const { Socket } = createResilientSocket(
    { exchange: false, onReport: (report) => reports.push(report) },
    {
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      fetch,
      timers: platformTimers,
      random: Math.random,
      randomKey: () => crypto.randomUUID(),
    },
  )
  const ours = openForeignClient({ flavour: '3.1.0', serverUrl, pad: 'guest', WebSocket: Socket })
  const others = FLAVOURS.map((flavour) => openForeignClient({ flavour, serverUrl, pad: 'guest' }))
  open.push(ours, ...others)
  await Promise.all(open.map((client) => client.synced()))

  ours.write('from Holdfast')
  for (const other of others) {
    await eventually('it arrives', () => other.paragraphs().includes('from Holdfast'))
    other.write(`from ${other.flavour}`)
    await eventually('the answer arrives', () => ours.paragraphs().includes(`from ${other.flavour}`))
  }
  ours.provider.awareness.setLocalStateField('user', { name: 'Ada' })
  await eventually('Ada is seen', () =>
    others.every(
      (other) => other.provider.awareness.getStates().get(ours.doc.clientID)?.user?.name === 'Ada',
    ),
  )
  expect(open.map((client) => client.losses())).toEqual([0, 0, 0])
  // Such a server acknowledges nothing, so nothing may ever be called saved on its word.
  expect(reports.some((report) => report.acknowledges || report.acknowledged > 0)).toBe(false)
  expect(reports.at(-1)?.sent).toBeGreaterThan(0)
})
