import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createStage } from '../rooms/stage.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { createRandom } from '../storage/random.ts'
import { openSide, type TestSide } from './test-side.ts'

let side: TestSide
afterEach(() => side.close())

describe('what cannot be answered', () => {
  test('[EX22] bytes that are no frames are refused with 400, and nothing before them is taken', async () => {
    side = await openSide()
    const random = createRandom(7)
    const fine = [0, 2, 9, 1, 1, 5, 0, 4, 1, 1, 0x74, 1]
    for (const body of [[0], [0, 9], [0, 2, 200, 1], [...fine.slice(0, 5)], [0, 2, 2, 0, 0, 0, 0]]) {
      expect(await side.post('pad', '', Uint8Array.from(body))).toMatchObject({
        status: 400,
        code: 'bad-frame',
      })
    }
    for (let round = 0; round < 100; round += 1) {
      const noise = Uint8Array.from({ length: 1 + random.below(60) }, () => random.below(256))
      expect([200, 400]).toContain((await side.post('pad', '', noise)).status)
    }
    expect(side.stage.storage.pad('pad')).toBeUndefined()
  })

  test('[EX22] a frame with a malformed update is refused with 400 and touches nobody else', async () => {
    side = await openSide()
    const peer = await side.stage.actor('pad')
    const reader = await side.client('pad')
    const body = Uint8Array.of(0, 2, 7, 1, 0x80, 0xc2, 0xd7, 0x2f, 1, 0)
    expect(await side.post('pad', '', body)).toMatchObject({ status: 400, code: 'bad-frame' })
    expect(peer.closed).toEqual([])
    expect((await reader.poll()).status).toBe(200)
  })

  test('[EX22] a bad id, parameter, type or method has its own status and code', async () => {
    side = await openSide()
    const frame = Uint8Array.of(3)
    const refusals: [Promise<{ status: number; code: string | undefined }>, number, string][] = [
      [side.post('a.b'), 400, 'pad-id-invalid'],
      [side.post('x'.repeat(129)), 400, 'pad-id-invalid'],
      [side.post('pad', 'wait=55001'), 400, 'parameter-invalid'],
      [side.post('pad', 'wait=-1'), 400, 'parameter-invalid'],
      [side.post('pad', 'cursor=a&cursor=b'), 400, 'parameter-invalid'],
      [side.post('pad', '', frame, { headers: { 'content-type': 'text/plain' } }), 415, 'media-type-unknown'],
      [side.post('pad', '', undefined, { method: 'PUT' }), 405, 'method-unknown'],
    ]
    for (const [answer, status, code] of refusals) expect(await answer).toMatchObject({ status, code })
  })

  test('[EX22] a body past the limit is refused with 413, announced or not', async () => {
    side = await openSide(createStage(), { maxBodyBytes: 1000 })
    const refused = { status: 413, code: 'body-too-large' }
    expect(await side.post('pad', '', new Uint8Array(1001))).toMatchObject(refused)
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let sent = 0; sent < 20; sent += 1) controller.enqueue(new Uint8Array(100))
        controller.close()
      },
    })
    const headers = { 'content-type': 'application/octet-stream' }
    const init = { headers, body: endless, duplex: 'half' } as RequestInit
    expect(await side.post('pad', '', undefined, init)).toMatchObject(refused)
    expect((await side.post('pad')).status).toBe(200)
  })

  test('[EX22] a body that breaks off is taken for nothing', async () => {
    side = await openSide()
    const raw = connect(Number(new URL(side.url).port), '127.0.0.1')
    raw.write('POST /collab/pad/exchange HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n')
    raw.write('Content-Length: 50\r\n\r\n\0\x02\x02\0\0')
    await side.underWay(1)
    raw.resetAndDestroy()
    await side.underWay(0)
    expect(side.stage.rooms.size()).toBe(0)
  })

  test('[EX11] a damaged pad is refused with 423', async () => {
    const storage = createMemoryStorage()
    const at = Date.UTC(2026, 0, 1)
    await storage.create({ id: 'pad', generation: 'g', title: '', createdAt: at, updatedAt: at })
    const damage = { code: 'record-checksum', where: 'somewhere' }
    side = await openSide(
      createStage({ ...storage, load: async (id) => ({ ...(await storage.load(id)), damage }) }),
    )
    expect(await side.post('pad')).toMatchObject({ status: 423, code: 'pad-damaged' })
  })
})
