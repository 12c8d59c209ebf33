/**
 * Whose 400 it is that people see when socket.io is limited to WebSocket and stands behind a Squid that drops
 * upgrades. At the end stands no socket.io but a stand-in of twenty lines that answers as its engine does: 101 to
 * an upgrade, 400 and a code to a request that names the transport and brings no upgrade.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { broken, type Edit } from '../../proxy-configs/edits.ts'
import { complete, type Deployment, variant } from '../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'
import { ask, type Outcome } from './ask.ts'
import { DOMAIN } from './certificate.ts'
import { isChosen } from './chosen.ts'
import { startHop } from './start-hop.ts'

const PATH = '/socket.io/?EIO=4&transport=websocket'
const HANDSHAKE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
const BAD_REQUEST = { code: 3, message: 'Bad request' }

async function startStandIn() {
  const server = createServer((_request, response) => {
    response.writeHead(400, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(BAD_REQUEST))
  })
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => {})
    // The accept value of the key above, from RFC 6455 §1.3.
    socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

/** Squid in front of the stand-in is asked for the handshake; what came back, and what Squid wrote down. */
async function throughSquid(
  edits: readonly Edit[],
): Promise<{ answer: Outcome; log: string; direct: Outcome }> {
  const end = await startStandIn()
  try {
    const good = GOOD_CONFIGS.squid
    const config = (port: number, plainPort: number) => {
      const at: Deployment = {
        domain: DOMAIN,
        address: '127.0.0.1',
        port,
        plainPort,
        upstreams: [`127.0.0.1:${end.port}`],
      }
      return complete(broken(variant(good, at), edits), good, at)
    }
    const hop = await startHop({ proxy: 'squid', config })
    try {
      const answer = await ask({ url: `http://${DOMAIN}:${hop.port}${PATH}`, headers: HANDSHAKE })
      if (typeof answer !== 'string') answer.socket?.destroy()
      const direct = await ask({ url: `http://${DOMAIN}:${end.port}${PATH}` })
      return { answer, direct, log: await hop.said() }
    } finally {
      await hop.close()
    }
  } finally {
    end.close()
  }
}

const isSquidChosen = isChosen({ id: 'etherpad-stricter-handshake', way: { hops: [{ good: 'squid' }] } })

describe.runIf(isSquidChosen)('a socket.io that allows WebSocket only', () => {
  test('[PX8] behind a Squid that drops upgrades gets its own 400 back, not one of Squid', async () => {
    const { answer, direct, log } = await throughSquid([{ at: 'http_upgrade_request_protocols' }])
    if (typeof answer === 'string' || typeof direct === 'string') throw new Error('no answer')
    expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([400, BAD_REQUEST])
    expect(answer.headers).not.toHaveProperty('x-squid-error')
    expect(answer.headers.via).toContain('squid')
    expect(answer.body).toEqual(direct.body)
    expect(log).toMatch(/TCP_MISS\/400 /)
  })

  test('[PX8] behind a Squid that lets WebSocket through opens', async () => {
    const { answer } = await throughSquid([])
    expect(answer).toMatchObject({ status: 101 })
  })
})
