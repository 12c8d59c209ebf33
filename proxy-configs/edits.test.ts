/** A broken text says by its own marks what is wrong in it, and becomes the good one again by them. */
import { expect, test } from 'vitest'
import { broken, fixDiff, mended } from './edits.ts'

const GOOD = ['one {', '    two a;  # why', '    three;', '    four;', '}', 'five', 'six', 'seven'].join('\n')

test('[PX11] what is missing stays as a comment, what is wrong stands below a mark', () => {
  expect(
    broken(GOOD, [{ at: 'two', add: ['two b;', 'and c;'] }])
      .split('\n')
      .slice(0, 5),
  ).toEqual([
    'one {',
    '#-     two a;  # why',
    '    #+ the next 2 lines are the fault',
    '    two b;',
    '    and c;',
  ])
  expect(broken(GOOD, [{ at: 'three', keep: true, add: ['more;'] }])).toContain(
    '    three;\n    #+ the next line is the fault\n    more;\n    four;',
  )
})

test('[PX11] mending by the marks gives the good text back, letter for letter', () => {
  const edits = [
    { at: 'one', keep: true, add: ['x'] },
    { at: 'two', through: 'four' },
    { at: 'six', add: ['y', 'z'] },
  ] as const
  expect(broken(GOOD, edits)).not.toBe(GOOD)
  expect(mended(broken(GOOD, edits))).toBe(GOOD)
})

test('[PX11] an edit that finds no line, or two, is refused', () => {
  expect(() => broken(GOOD, [{ at: 'eight' }])).toThrow('found 0')
  expect(() => broken(`${GOOD}\nsix`, [{ at: 'six' }])).toThrow('found 2')
  expect(() => broken(GOOD, [{ at: 'six', through: 'one' }])).toThrow('no line after')
})

test('[PX11] the fix is the difference, with a little of what stands around it', () => {
  expect(fixDiff(broken(GOOD, [{ at: 'two', add: ['two b;'] }]))).toEqual([
    ' one {',
    '-    two b;',
    '+    two a;  # why',
    '     three;',
    '     four;',
    ' …',
  ])
})
