/** The scanner on the forms that fool simpler ones. */
import { expect, test } from 'vitest'
import { imports, namesOnly } from './sources.ts'

const dollar = '$'

test.each([
  ['comments', 'keep // gone', 'gone'],
  ['strings', "keep('gone')", 'gone'],
  ['a slash in a string', "keep('//', gone2) // gone", 'gone '],
  ['templates with code inside', `\`gone ${dollar}{keep({ a: \`gone\` })} gone\``, 'gone'],
  ['patterns with quotes', 'keep.match(/[\'"/]gone/)', 'gone'],
])('[HS1] the scanner reads names only: %s', (_form, source, hidden) => {
  expect(namesOnly(source)).toContain('keep')
  expect(`${namesOnly(source)} `).not.toContain(hidden)
})

test('[HS1] a division is not taken for a pattern', () => {
  expect(namesOnly("const half = whole / 2 / parts // 'x'")).toContain('/ 2 / parts')
})

test('[HS1] imports are seen in all their forms, and not in strings', () => {
  const source = [
    "import 'a'",
    "import type { B } from '@s/b/deep'",
    "export const c = await import('node:fs')",
    'const quoted = "import \'no\'"',
    'import {\n  d,\n} from "./d.ts"',
  ].join('\n')
  expect(imports('x/y.ts', source).map((found) => found.package ?? found.file)).toEqual([
    'a',
    '@s/b',
    'node:fs',
    'x/d.ts',
  ])
})
