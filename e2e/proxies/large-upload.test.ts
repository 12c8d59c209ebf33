/**
 * A text as large as the app takes, sent faster than the app reads it: what a proxy does with the part it cannot
 * hand on yet is a matter of its configuration.
 */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { goodOf } from '../../proxy-configs/hop.ts'
import { DOMAIN } from './certificate.ts'
import { startHop } from './start-hop.ts'
import { testConfig } from './start-way.ts'

const BYTES = 24_000_000
const LATE_MS = 1_000

interface LateApp {
  readonly port: number
  close(): Promise<void>
}

/** Reads a body when a second has passed, and answers how long it was. */
async function startLateApp(): Promise<LateApp> {
  const server = createServer((incoming, response) => {
    let length = 0
    const read = () =>
      incoming.on('data', (part: Buffer) => {
        length += part.length
      })
    setTimeout(read, LATE_MS)
    incoming.on('end', () => response.end(String(length)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  return { port: (server.address() as AddressInfo).port, close }
}

const upload = (port: number): Promise<string> =>
  new Promise((resolve) => {
    const headers = { Host: `${DOMAIN}:${port}`, 'Content-Length': BYTES }
    const sending = request(
      { port, host: '127.0.0.1', path: '/api/pads', method: 'POST', headers },
      (answer) => {
        let text = `${answer.statusCode} `
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        answer.on('end', () => resolve(text))
      },
    )
    sending.on('error', ({ message }) => resolve(message))
    sending.end(Buffer.alloc(BYTES))
  })

describe.concurrent('to an app that is late', () => {
  test.for(['nginx', 'apache', 'squid', 'haproxy', 'caddy', 'varnish'] as const)(
    '[PX16] a good %s hands on the whole of a large text',
    async (proxy) => {
      const app = await startLateApp()
      try {
        const hop = await startHop({
          proxy,
          parameters: goodOf({ good: proxy }).parameters ?? [],
          config: (port, plainPort) =>
            testConfig({ good: proxy }, false, { port, plainPort }, [`127.0.0.1:${app.port}`], undefined),
        })
        try {
          expect(await upload(hop.port)).toBe(`200 ${BYTES}`)
        } finally {
          await hop.close()
        }
      } finally {
        await app.close()
      }
    },
  )
})
