import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from './bytes.ts'
import { CLOSE_CODES, mayRetry } from './close-codes.ts'
import { decodeFrames, encodeFrame, KEEPALIVE_FRAME, type SendableFrame } from './frames.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

/** Bytes as y-websocket 3.1 and y-protocols 1.0.7 put them on the wire, and ours beside them. */
const GOLDEN: readonly (readonly [string, SendableFrame])[] = [
  ['00 00 01 00', { type: 'sync-step-1', stateVector: hex('00') }],
  ['00 01 02 00 00', { type: 'sync-step-2', update: hex('00 00') }],
  ['00 02 02 00 00', { type: 'update', update: hex('00 00') }],
  ['01 01 00', { type: 'awareness', entries: hex('00') }],
  ['01 08 01 07 03 04 6e 75 6c 6c', { type: 'awareness', entries: hex('01 07 03 04 6e 75 6c 6c') }],
  ['02 00 02 6e 6f', { type: 'auth-denied', reason: 'no' }],
  ['03', { type: 'query-awareness' }],
  ['6e 01 03 61 62 63 a0 9c 01', { type: 'hello', version: 1, generation: 'abc', heartbeat: 20000 }],
  ['6f ac 02', { type: 'ping', id: 300 }],
  ['70 ac 02', { type: 'pong', id: 300 }],
  ['71 05 00 00', { type: 'acknowledgement', count: 5, storageFails: false, withoutEffect: [] }],
  ['71 05 01 02 02 04', { type: 'acknowledgement', count: 5, storageFails: true, withoutEffect: [2, 4] }],
  ['72 02 61 62', { type: 'cursor', cursor: 'ab' }],
  ['72 00', { type: 'cursor', cursor: '' }],
  [
    '73 01 78 02 03 ac 02 02 08 09',
    { type: 'part', id: 'x', index: 2, count: 3, hash: 300, bytes: hex('08 09') },
  ],
]

describe('frames', () => {
  test.each(GOLDEN)('[PR3] the bytes %s are what they are, both ways', (bytes, frame) => {
    expect(Buffer.from(encodeFrame(frame)).toString('hex')).toBe(bytes.replaceAll(' ', ''))
    expect(decodeFrames(hex(bytes)).map(plain)).toEqual([plain(frame)])
  })

  test('[PR3] several frames in one message are all read, in order', () => {
    const message = Buffer.concat(GOLDEN.map(([bytes]) => hex(bytes)))
    expect(decodeFrames(message).map(({ type }) => type)).toEqual(GOLDEN.map(([, { type }]) => type))
  })

  test('[PR4] an unknown frame type is tolerated and takes the rest of its message', () => {
    expect(decodeFrames(hex('66 01 02 03'))).toEqual([{ type: 'unknown', number: 102 }])
  })

  test('[PR2] no bytes make the decoder hang, allocate without bound or throw anything undocumented', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          decodeFrames(bytes)
        } catch (failure) {
          expect(failure).toBeInstanceOf(ProtocolError)
        }
      }),
      { numRuns: 5_000 },
    )
  })

  test('[PR2] a broken frame behind a good one gives no partial result', () => {
    expect(() => decodeFrames(hex('00 00 01 00 00 00 09'))).toThrow(ProtocolError)
  })

  test('[PR3] the keepalive is an awareness frame with nobody in it', () => {
    expect(decodeFrames(KEEPALIVE_FRAME).map(plain)).toEqual([{ type: 'awareness', entries: [0] }])
  })
})

describe('close codes', () => {
  test('[PR5] codes are unique and 4400–4499 never retry', () => {
    const codes = Object.values(CLOSE_CODES).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { code, retry } of Object.values(CLOSE_CODES)) {
      if (code >= 4400 && code <= 4499) expect(retry).toBe(false)
      if (code >= 4500 && code <= 4599) expect(retry).toBe(true)
    }
  })

  test('[PR5] codes outside the table follow the ranges: a cut line and 45xx come back, 44xx do not', () => {
    expect([1005, 1006, 1012, 4550, 3000].map(mayRetry)).toEqual([true, true, true, true, true])
    expect([4400, 4499, 4410, 1009].map(mayRetry)).toEqual([false, false, false, false])
  })
})

const plain = (frame: object) =>
  Object.fromEntries(Object.entries(frame).map(([k, v]) => [k, v instanceof Uint8Array ? [...v] : v]))
