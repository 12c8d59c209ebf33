import { describe, expect, test } from 'vitest'
import { createRecent } from './recent.ts'

const bytes = (value: number, length = 1) => new Uint8Array(length).fill(value)

describe('recent updates', () => {
  test('[RO28] are told after a sequence, in order, without those of one author', () => {
    const recent = createRecent()
    recent.begin(4)
    recent.add(5, bytes(5), 'a')
    recent.add(7, bytes(7), 'b')
    recent.add(8, bytes(8), undefined)
    expect(recent.after(4, 'b')).toEqual([bytes(5), bytes(8)])
    expect(recent.after(5, 'a')).toEqual([bytes(7), bytes(8)])
    expect(recent.after(8, 'a')).toEqual([])
    expect(recent.after(3, 'a')).toBeUndefined()
  })

  test('[RO28] are bounded in number and bytes; what was dropped is known to be missing', () => {
    const many = createRecent()
    many.begin(0)
    for (let sequence = 1; sequence <= 1025; sequence += 1) many.add(sequence, bytes(1), undefined)
    expect(many.after(0, 'a')).toBeUndefined()
    expect(many.after(1, 'a')).toHaveLength(1024)
    const large = createRecent()
    large.begin(0)
    for (let sequence = 1; sequence <= 5; sequence += 1) large.add(sequence, bytes(1, 1 << 20), undefined)
    expect(large.after(0, 'a')).toBeUndefined()
    expect(large.after(1, 'a')).toHaveLength(4)
    large.add(6, bytes(1, 5 << 20), undefined)
    expect(large.after(5, 'a')).toBeUndefined()
    expect(large.after(6, 'a')).toEqual([])
  })

  test('[RO28] are kept only between begin and end, and as copies', () => {
    const recent = createRecent()
    recent.add(1, bytes(1), undefined)
    expect(recent.after(0, 'a')).toBeUndefined()
    recent.begin(1)
    const message = bytes(2)
    recent.add(2, message, undefined)
    message.fill(9)
    expect(recent.after(1, 'a')).toEqual([bytes(2)])
    recent.end()
    expect(recent.after(2, 'a')).toBeUndefined()
  })
})
