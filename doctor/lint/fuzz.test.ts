/**
 * Whatever a file holds, it is read: nothing is thrown, every place that is named lies inside the file, and it
 * comes to an end also where nothing is closed and files include each other. Texts are made of the languages' own words, cut and mixed.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EXAMPLE, EXAMPLE_TLS, type GoodConfig, render } from '../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'
import type { Dialect } from './dialect.ts'
import { DIALECTS } from './dialects.ts'
import { filesOf } from './files.ts'

const goods = Object.values(GOOD_CONFIGS).flatMap((config) => {
  const good: GoodConfig = config
  return [render(good, EXAMPLE), ...(good.tls ? [render(good, EXAMPLE_TLS)] : [])]
})
const words = [...new Set(goods.flatMap((text) => text.split(/(\s+|[{}();"'#\\<>])/)))].filter(Boolean)

const mixed = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...words) },
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    {
      maxLength: 200,
    },
  )
  .map((parts) => parts.join(''))

/** A good configuration with a few pieces cut out, doubled or moved. */
const wounded = fc
  .tuple(
    fc.constantFrom(...goods),
    fc.array(fc.tuple(fc.nat(4000), fc.nat(80), fc.constantFrom(...words)), { maxLength: 6 }),
  )
  .map(([text, cuts]) =>
    cuts.reduce((left, [at, length, put]) => left.slice(0, at) + put + left.slice(at + length), text),
  )

function read(dialect: Dialect, text: string): void {
  // It includes itself, and a file that includes it.
  const files = filesOf(
    new Map([
      ['a.conf', text],
      ['b.conf', `include a.conf;\ninclude a.conf\nimport a.conf\n${text}`],
    ]),
  )
  const { findings, oddities } = dialect.read([{ name: 'a.conf', text }], files, { path: '/collab/' })
  const lines = { 'a.conf': text.split('\n').length, 'b.conf': text.split('\n').length + 3 }
  for (const { at } of [...findings, ...oddities]) {
    // A dump of nginx names its files itself.
    const most = lines[at.file as keyof typeof lines] ?? Number.POSITIVE_INFINITY
    expect(at.line).toBeGreaterThan(0)
    expect(at.line).toBeLessThanOrEqual(most)
    expect(at.column).toBeGreaterThan(0)
  }
  for (const { fault } of findings) expect(dialect.faults).toContain(fault)
}

describe.each(DIALECTS.map((dialect) => ({ proxy: dialect.proxy, dialect })))('$proxy', ({ dialect }) => {
  test('[LI10] mixed words are read without a throw, and places lie in the file', () => {
    fc.assert(
      fc.property(mixed, (text) => read(dialect, text)),
      { numRuns: 200 },
    )
  })

  test('[LI10] wounded configurations are, too', () => {
    fc.assert(
      fc.property(wounded, (text) => read(dialect, text)),
      { numRuns: 200 },
    )
  })

  test('[LI10] pieces that open and never close, thousands of them, are read to the end', () => {
    const pieces = [
      '{ ',
      '} ',
      '( ',
      '"',
      '\\\n',
      '#',
      '<a ',
      'if ! ( ',
      'a { b; ',
      'include b.conf;\n',
      'import b.conf\n',
    ]
    for (const piece of pieces) read(dialect, piece.repeat(3_000))
  })
})
