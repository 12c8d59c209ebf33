import { describe, expect, test } from 'vitest'
import { createReader, createWriter, ProtocolError } from './bytes.ts'

const codeOf = (call: () => unknown): string | undefined => {
  try {
    call()
  } catch (failure) {
    if (failure instanceof ProtocolError) return failure.code
    throw failure
  }
  return undefined
}

describe('bytes', () => {
  test('[PR1] numbers are read back as written, up to 2^53 - 1', () => {
    const numbers = [0, 1, 127, 128, 300, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER]
    const writer = createWriter()
    for (const number of numbers) writer.varUint(number)
    const reader = createReader(writer.finish())
    expect(numbers.map(() => reader.varUint())).toEqual(numbers)
    expect(reader.left()).toBe(0)
  })

  test('[PR1] strings and bytes are length-prefixed and read back as written', () => {
    const reader = createReader(createWriter().varString('Füße 👣').varBytes(Uint8Array.of(9, 8)).finish())
    expect(reader.varString()).toBe('Füße 👣')
    expect([...reader.varBytes()]).toEqual([9, 8])
  })

  test.each([
    ['truncated', [], (r: ReturnType<typeof createReader>) => r.varUint()],
    ['truncated', [5, 1, 2], (r: ReturnType<typeof createReader>) => r.varBytes()],
    ['truncated', [0x80], (r: ReturnType<typeof createReader>) => r.varUint()],
    ['number-too-large', Array(8).fill(0xff), (r: ReturnType<typeof createReader>) => r.varUint()],
    ['number-too-large', Array(40).fill(0x80), (r: ReturnType<typeof createReader>) => r.varUint()],
    ['count-too-large', [0xff, 0xff, 0x7f, 1], (r: ReturnType<typeof createReader>) => r.count(1)],
    ['bad-utf8', [2, 0xc3, 0x28], (r: ReturnType<typeof createReader>) => r.varString()],
  ] as const)('[PR2] hostile bytes end in the documented error %s', (code, bytes, read) => {
    expect(codeOf(() => read(createReader(Uint8Array.from(bytes))))).toBe(code)
  })

  test('[PR1] what cannot be written as a varUint is refused', () => {
    for (const number of [-1, 1.5, Number.NaN, 2 ** 53]) {
      expect(() => createWriter().varUint(number)).toThrow(RangeError)
    }
  })
})
