/** Every way we know of hiding a script in an address, and the addresses people really use. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeUrl, safeUrlOf } from './safe-url.ts'

test.each([
  'https://example.org/',
  'http://example.org:8080/a?b=c#d',
  'HTTPS://EXAMPLE.ORG',
  'mailto:someone@example.org',
  '/p/other',
  'other',
  '../up',
  './a:b',
  '?q=a:b',
  '#part:two',
  '//example.org/path',
])('[ED1] %s may be used as it is', (url) => {
  expect(safeUrl(url)).toBe(url)
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  'java\r\nscript:alert(1)',
  'java\u0000script:alert(1)',
  'javascript\n:alert(1)',
  '\u200bjavascript:alert(1)',
  '\ufeffjavascript:alert(1)',
  'java\u200bscript:alert(1)',
  'javascript&colon;alert(1):',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  'tel:1',
  'x:y',
  ':',
  '',
  '   ',
  `https://example.org/${'a'.repeat(9000)}`,
])('[ED1] %j may not be used', (url) => {
  expect(safeUrl(url)).toBeUndefined()
})

test('[ED1] what browsers ignore is taken out, so that what was checked is what is used', () => {
  expect(safeUrl(' https://exa\nmple.org ')).toBe('https://example.org')
})

test('[ED1] a value that is no text is no address', () => {
  for (const value of [undefined, null, 1, {}, ['https://example.org'], { toString: () => 'javascript:1' }]) {
    expect(safeUrlOf(value)).toBeUndefined()
  }
})

test('[ED1] whatever passes has, for a browser, an allowed scheme', () => {
  const piece = fc.constantFrom(
    'javascript',
    ':',
    '\n',
    '\t',
    ' ',
    '/',
    '\\',
    '#',
    '?',
    'https',
    'data',
    '\u0000',
    'a',
    '.',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const url = safeUrl(pieces.join(''))
      if (url === undefined || !URL.canParse(url, 'https://pads.example/p/x')) return
      expect(['http:', 'https:', 'mailto:']).toContain(new URL(url, 'https://pads.example/p/x').protocol)
    }),
    { numRuns: 5000 },
  )
})
