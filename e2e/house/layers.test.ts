/** The layer rules on the real tree, and the scanner on small ones: a check that cannot fail checks nothing. */
import { expect, test } from 'vitest'
import { covers, PARTS, partOf } from './layers.ts'
import { FOR_TESTS } from './layers-for-tests.ts'
import { imports, isTest, sources } from './sources.ts'

const product = sources().filter((file) => !file.startsWith('e2e/') && !isTest(file))

/** What is wrong with one file's imports, one line each. */
function complaints(file: string, source?: string): string[] {
  const part = partOf(file)
  if (part === undefined) return [`${file}: belongs to no part of e2e/house/layers.ts`]
  const besides = FOR_TESTS.find((support) => support.path === file)
  return imports(file, source).flatMap((found) => {
    if (found.file !== undefined) {
      const support = FOR_TESTS.some((other) => other.path === found.file)
      if (support && besides === undefined)
        return [`${file}: may not import ${found.file}, which is for tests`]
      if (part.path !== found.file && covers(part.path, found.file) && partOf(found.file) === part) return []
      const allowed = [...part.may, ...(besides?.may ?? [])].some((prefix) =>
        covers(prefix, found.file as string),
      )
      return allowed ? [] : [`${file}: may not import ${found.file}`]
    }
    const name = found.package as string
    const allowed =
      part.packages.includes(name) ||
      besides?.packages.includes(name) ||
      (name.startsWith('node:') && part.packages.includes('node:*'))
    return allowed ? [] : [`${file}: may not use ${name}`]
  })
}

function cycles(files: readonly string[]): string[] {
  const edges = new Map(files.map((file) => [file, imports(file).flatMap((found) => found.file ?? [])]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file)
    if (at >= 0) found.push([...trail.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return found
}

test('[HS1] every file imports only what its layer may', () => {
  expect(product.length).toBeGreaterThan(5)
  expect(product.flatMap((file) => complaints(file))).toEqual([])
})

test('[HS1] a forbidden import between layers, and a forbidden package, would be named', () => {
  expect(complaints('client/ui/x.ts', "import { a } from '../../server/log.ts'")).toHaveLength(1)
  expect(complaints('server/rooms/x.ts', "import { a } from '../storage/memory.ts'")).toHaveLength(1)
  expect(complaints('server/rooms/x.ts', "export type { A } from '../http/app.ts'")).toHaveLength(1)
  expect(complaints('client/connection/x.ts', "const y = await import('yjs')")).toHaveLength(1)
  expect(complaints('protocol/x.ts', "import 'node:fs'")).toHaveLength(1)
  expect(complaints('protocol/x.ts', "// import 'node:fs'\nimport { b } from './b.ts'")).toEqual([])
  expect(complaints('server/storage/x.ts', "import { a } from '../../e2e/harness/a.ts'")).toHaveLength(1)
})

test('[HS2] no file reaches itself through its imports', () => {
  expect(cycles(product)).toEqual([])
})

test('[HS1] the table of layers names only what exists or is about to', () => {
  const folders = PARTS.flatMap((part) => part.may).filter(
    (prefix) => !PARTS.some((part) => part.path === prefix),
  )
  expect(
    folders.filter((prefix) => !/^(server|client)\/[a-z/-]*$|^(server|client)\/[a-z/-]+\.ts$/.test(prefix)),
  ).toEqual([])
})
