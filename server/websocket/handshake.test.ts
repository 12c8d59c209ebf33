import { describe, expect, test } from 'vitest'
import { readHandshake, refusalResponse } from './handshake.ts'

describe('the handshake', () => {
  test('[WS1] path and query say which pad, whether extended, and of which generation', () => {
    expect(readHandshake('GET', '/collab/My-pad_1?holdfast=1&generation=g1', 'WebSocket', '/')).toEqual({
      padId: 'My-pad_1',
      extended: true,
      generation: 'g1',
      page: undefined,
    })
    expect(readHandshake('GET', '/team/collab/x', 'websocket', '/team/')).toEqual({
      padId: 'x',
      extended: false,
      generation: undefined,
      page: undefined,
    })
  })

  test.each([
    ['GET', '/collab/x', 'h2c', 426, 'upgrade-unknown'],
    ['POST', '/collab/x', 'websocket', 400, 'handshake-method'],
    ['GET', '/elsewhere/x', 'websocket', 404, 'path-unknown'],
    ['GET', '/collab/', 'websocket', 400, 'pad-id-invalid'],
    ['GET', '/collab/a/b', 'websocket', 400, 'pad-id-invalid'],
    ['GET', '/collab/..%2f..%2fetc', 'websocket', 400, 'pad-id-invalid'],
    ['GET', '/collab/%zz', 'websocket', 400, 'pad-id-invalid'],
    ['GET', `/collab/${'x'.repeat(129)}`, 'websocket', 400, 'pad-id-invalid'],
    ['GET', '//', 'websocket', 404, 'path-unknown'],
    ['GET', undefined, 'websocket', 404, 'path-unknown'],
  ])(
    '[WS2] %s %s with Upgrade %s is refused before the upgrade: %i %s',
    (method, target, upgrade, status, code) => {
      expect(readHandshake(method, target, upgrade, '/')).toMatchObject({ status, code })
    },
  )

  test('[WS2] a refusal is a whole HTTP answer with problem details, and 426 names the protocol', () => {
    const response = refusalResponse({ status: 426, code: 'upgrade-unknown', detail: 'é' })
    const [head, body] = response.split('\r\n\r\n') as [string, string]
    expect(head).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/)
    expect(head).toContain('Upgrade: websocket')
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`)
    expect(JSON.parse(body)).toMatchObject({ status: 426, code: 'upgrade-unknown', detail: 'é' })
  })
})
