/** How a file reads: length, words, and the few constructs that have one place only. All as tables. */
import { expect, test } from 'vitest'
import { files, isTest, namesOnly, sources, text } from './sources.ts'

const FORBIDDEN_WORDS = /(manager|handler|helper|utils?)(?![a-z])|^(service|common)s?$/i
/** Names that other people chose: types and functions of npm packages we use under their own name. */
const FOREIGN_NAMES = new Set(['ErrorRequestHandler', 'RequestHandler'])

interface Pattern {
  readonly what: string
  readonly pattern: RegExp
  readonly within: RegExp
  readonly except: readonly string[]
}

const PATTERNS: readonly Pattern[] = [
  {
    what: 'process.env is read by server/config.ts alone, and handed to it by main.ts',
    pattern: /process\s*\.\s*env/,
    within: /^(server|client|protocol)\//,
    except: ['server/config.ts', 'server/main.ts'],
  },
  { what: 'no default exports', pattern: /^export default/m, within: /\.ts$/, except: [] },
  {
    what: 'no re-exports (barrels)',
    pattern: /^export\s+(\*|\{[^}]*\}\s*from)/m,
    within: /\.ts$/,
    except: [],
  },
  { what: 'no type switched off', pattern: /\bas any\b|:\s*any\b|<any\b/, within: /\.ts$/, except: [] },
  {
    what: 'no dynamic code, which the Content-Security-Policy forbids',
    pattern: /\beval\s*\(|new Function\s*\(/,
    within: /^(server|client|protocol)\//,
    except: [],
  },
]

test('[HS3] no file is longer than 300 lines', () => {
  const long = files()
    .filter((file) => /\.(ts|css|sh)$|^\.ci\//.test(file))
    .map((file) => ({ file, lines: text(file).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > 300)
  expect(long).toEqual([])
})

test('[HS3] every source file begins with a paragraph that says why it exists', () => {
  const silent = sources().filter((file) => !isTest(file) && !/^(#!.*\n)?\/\*\*?[\s*]+\S/.test(text(file)))
  expect(silent).toEqual([])
})

test('[HS4] no file is named by a word that says nothing', () => {
  const named = files().filter((file) =>
    file.split(/[/.-]/).some((word) => FORBIDDEN_WORDS.test(word) && !file.startsWith('docs/')),
  )
  expect(named).toEqual([])
})

test('[HS4] no identifier says manager, handler, service, helper, utils or common', () => {
  const found = sources().flatMap((file) =>
    [...namesOnly(text(file)).matchAll(/[A-Za-z_$][\w$]*/g)]
      .map((match) => match[0])
      .filter((name) => FORBIDDEN_WORDS.test(name) && !FOREIGN_NAMES.has(name))
      .map((name) => `${file}: ${name}`),
  )
  expect([...new Set(found)]).toEqual([])
})

test('[HS5] constructs with one place, or none, stay there', () => {
  const found = PATTERNS.flatMap(({ what, pattern, within, except }) =>
    sources()
      .filter((file) => within.test(file) && !except.includes(file) && !file.endsWith('.config.ts'))
      .filter((file) => pattern.test(namesOnly(text(file))))
      .map((file) => `${file}: ${what}`),
  )
  expect(found).toEqual([])
})

test('[HS5] nothing is left to do and nothing switched off in the sources', () => {
  const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', '@ts-' + 'ignore', '@ts-' + 'nocheck'].join('|'))
  expect(sources().filter((file) => marks.test(text(file)))).toEqual([])
})

test('[HS5] no test is skipped, singled out, repeated until it passes, or waits for the clock alone', () => {
  const dodge = /\b(test|it|describe)\s*\.\s*(only|skip|todo|fixme|fails|skipIf|runIf)\b/
  const tests = sources().filter(isTest)
  expect(tests.length).toBeGreaterThan(3)
  expect(tests.filter((file) => dodge.test(namesOnly(text(file))))).toEqual([])
})
