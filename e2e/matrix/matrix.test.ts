/** The matrix tells what was seen, what was not run, and above all what was not as it was said. */
import { expect, test } from 'vitest'
import { fillMatrix, matrixPage, matrixText } from './matrix.ts'
import type { Seen } from './record.ts'

const ROWS = [
  { group: 'nginx', id: 'nginx-one', title: 'One <thing>' },
  { group: 'squid', id: 'squid-two', title: 'Two' },
]
const seen = (more: Partial<Seen>): Seen => ({
  id: 'nginx-one',
  column: 'holdfast',
  expected: 'live by HTTP',
  seen: 'live by HTTP',
  ...more,
})

test('[PX13] a case is as said only when every browser saw what its record says', () => {
  const both = [seen({ browser: 'chromium' }), seen({ browser: 'firefox' })]
  expect(fillMatrix(ROWS, both)[0]?.cells.holdfast).toEqual({
    is: 'as said',
    words: 'live by HTTP (chromium, firefox)',
    pictures: [],
  })
  const one = [seen({ browser: 'chromium' }), seen({ browser: 'firefox', seen: 'apart' })]
  expect(fillMatrix(ROWS, one)[0]?.cells.holdfast).toEqual({
    is: 'otherwise',
    words: 'apart, not live by HTTP',
    pictures: [],
  })
})

test('[PX13] what did not run says so, in text and page, and a title cannot become markup', () => {
  const rows = fillMatrix(ROWS, [seen({})])
  expect(matrixText(rows).split('\n').slice(1)).toEqual([
    'nginx',
    '  nginx-one  ·            ·                  ·                          ✓ live by HTTP',
    'squid',
    '  squid-two  ·            ·                  ·                          ·',
  ])
  expect(matrixPage(rows, '2026')).toContain('One &#60;thing&#62;')
  expect(matrixPage(rows, '2026')).not.toContain('href')
  const pictures = [{ of: 'Ada', file: 'matrix/nginx-one.holdfast.chromium.Ada.jpeg' }]
  expect(matrixPage(fillMatrix(ROWS, [seen({ pictures })]), '2026')).toContain(
    '<a href="matrix/nginx-one.holdfast.chromium.Ada.jpeg">Ada</a>',
  )
  expect(matrixPage(rows, '2026').match(/class="not-run"/g)).toHaveLength(7)
})
