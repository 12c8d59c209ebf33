/**
 * A text as large as the app takes, sent faster than the app reads it: what a proxy does with the part it cannot
 * hand on yet is a matter of its configuration.
 */
import { createServer, request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { GOOD_CONFIGS, type GoodName } from '../../proxy-configs/good-configs.ts'
import { isForward } from '../../proxy-configs/hop.ts'
import { DOMAIN } from './certificate.ts'
import { type Closing, listenFor } from './ends.ts'
import { startProxy } from './start-way.ts'

const BYTES = 24_000_000
const LATE_MS = 1_000

/** Reads a body when a second has passed, and answers how long it was. */
async function startLateApp(closings: Closing[]): Promise<number> {
  const server = createServer((incoming, response) => {
    let length = 0
    const read = () =>
      incoming.on('data', (part: Buffer) => {
        length += part.length
      })
    setTimeout(read, LATE_MS)
    incoming.on('end', () => response.end(String(length)))
  })
  return listenFor(server, closings, () => server.closeAllConnections())
}

/** The status and the text of the answer, or why there is none. */
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

const IN_FRONT_OF_APPS = (Object.keys(GOOD_CONFIGS) as GoodName[]).filter((good) => !isForward({ good }))

describe.concurrent('to an app that is late', () => {
  test.for(IN_FRONT_OF_APPS)('[PX16] a good %s hands on the whole of a large text', async (good) => {
    const closings: Closing[] = []
    try {
      const upstreams = [`127.0.0.1:${await startLateApp(closings)}`]
      const hop = await startProxy(
        { good },
        { behindAnother: false, isPlainVisited: false, upstreams, stub: undefined },
      )
      closings.push(hop.close)
      expect(await upload(hop.port)).toBe(`200 ${BYTES}`)
    } finally {
      for (const close of closings.reverse()) await close()
    }
  })
})
