/** What a stranger gets with the clone: one yjs, licences that allow what MIT promises, links that lead somewhere. */
import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { files, ROOT, text } from './sources.ts'

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
}

const locked = Object.entries(
  (JSON.parse(text('package-lock.json')) as { packages: Record<string, Locked> }).packages,
).filter(([path]) => path !== '')

test('[HS7] there is exactly one copy of yjs, and one of each package that must be shared', () => {
  // Two copies of any of these break instanceof checks silently: documents stop syncing without an error.
  for (const name of ['yjs', 'y-protocols', 'lib0', 'prosemirror-model', 'prosemirror-state']) {
    const copies = locked.map(([path]) => path).filter((path) => path.endsWith(`node_modules/${name}`))
    expect(copies, name).toEqual([`node_modules/${name}`])
  }
})

const PERMISSIVE =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|CC0-1\.0|BlueOak-1\.0\.0|Python-2\.0|Unlicense)$/
/** Weak copyleft is fine for a tool that builds and tests, and is not shipped. */
const FOR_TOOLS = /^(MPL-2\.0|CC-BY-4\.0)$/

const allows = (expression: string, dev: boolean): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(/ OR /)
    .some((choice) =>
      choice.split(/ AND /).every((name) => PERMISSIVE.test(name) || (dev && FOR_TOOLS.test(name))),
    )

/** Packages whose package.json says it in npm's older form, which the lock file leaves out; by their LICENSE file. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = { 'node_modules/xmlhttprequest-ssl': 'MIT' }

test('[HS8] the licence of every dependency allows distribution under MIT', () => {
  const refused = locked
    .filter(([, { link }]) => link !== true)
    .map(([path, { license = SAID_ELSEWHERE[path], dev }]) => [path, { license, dev }] as const)
    .filter(([, { license, dev }]) => license === undefined || !allows(license, dev === true))
    .map(([path, { license }]) => `${path}: ${license ?? 'says no licence'}`)
  expect(refused).toEqual([])
  expect(allows('GPL-3.0', true)).toBe(false)
  expect(allows('(MIT OR GPL-3.0)', false)).toBe(true)
  expect(allows('MPL-2.0', false)).toBe(false)
})

test('[HS9] every relative link in the documentation leads to a file and heading that exist', () => {
  const slug = (heading: string) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[`*_]/g, '')
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replace(/\s/g, '-')
  const broken = files()
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [
        ...text(file)
          .replace(/```[\s\S]*?```/g, '')
          .matchAll(/\]\(([^)\s]+)\)/g),
      ]
        .map((match) => match[1] as string)
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => {
          const [path = '', anchor] = target.split('#')
          const to = path === '' ? file : normalize(join(dirname(file), path))
          if (!existsSync(join(ROOT, to))) return true
          if (anchor === undefined) return false
          return ![...text(to).matchAll(/^#+ (.*)$/gm)].some(
            (heading) => slug(heading[1] as string) === anchor,
          )
        })
        .map((target) => `${file}: ${target}`),
    )
  expect(broken).toEqual([])
})

test('[HS9] the top of the repository holds only what its map names', () => {
  const map = text('README.md')
  const tops = [...new Set(files().map((file) => file.split('/')[0] as string))]
  const plain = /^(package(-lock)?|tsconfig|biome)\.json$|^\.|^(LICENSE|[A-Z]+\.md)$/
  expect(tops.filter((top) => !plain.test(top) && !map.includes(`${top}/`))).toEqual([])
})

test('[HS10] versions are exact, so that a clone next year is the clone of today', () => {
  const { dependencies, devDependencies } = JSON.parse(text('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version),
  )
  expect(loose).toEqual([])
})
