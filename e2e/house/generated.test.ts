/** What is made from data says what the data says, in the pages and in the catalogue's folders. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { broken, mended } from '../../proxy-configs/edits.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { EXAMPLE, EXAMPLE_TLS, variant } from '../../proxy-configs/good.ts'
import { goodOf, isProxy } from '../../proxy-configs/hop.ts'
import { MYTHS } from '../../proxy-configs/myths.ts'
import { GENERATED_PAGES, generatedFiles, isGenerated, regenerate } from '../docs/generated.ts'
import { files } from './sources.ts'

test.each(GENERATED_PAGES)('[HS12] %s says what the code says; npm run docs mends it', (page) => {
  const text = readFileSync(page, 'utf8')
  expect(text).toBe(regenerate(text))
})

test('[HS12] every file of the catalogue is what its record makes of it, and there is no other', () => {
  const made = new Map(generatedFiles().map(({ path, text }) => [path, text]))
  const lying = files().filter(isGenerated)
  expect(lying.filter((path) => made.get(path) !== readFileSync(path, 'utf8'))).toEqual([])
  expect([...made.keys()].filter((path) => !lying.includes(path))).toEqual([])
})

test('[PX12] a folder is named by its record, and each record stands in the catalogue once', () => {
  const ids = (kind: 'faults' | 'myths') =>
    files()
      .map((path) => new RegExp(`^proxy-configs/${kind}/([^/]+)/(?:fault|myth)\\.ts$`).exec(path)?.[1])
      .filter((id) => id !== undefined)
      .sort()
  expect(FAULTS.map(({ id }) => id).sort()).toEqual(ids('faults'))
  expect(MYTHS.map(({ id }) => id).sort()).toEqual(ids('myths'))
})

test.each([...FAULTS])(
  '[PX11, PX12] $id differs from the good configuration in marked lines only',
  ({ way, neighbours }) => {
    for (const hop of way.hops.filter(isProxy)) {
      const base = hop.tls ? EXAMPLE_TLS : EXAMPLE
      const severalNodes = way.end === 'two-addresses' || way.end === 'strangers'
      const upstreams = base.upstreams.concat(severalNodes ? ['127.0.0.1:3001'] : [])
      const good = variant(goodOf(hop), { ...base, upstreams, subPath: hop.subPath, inner: hop.inner })
      expect(mended(broken(good, hop.edits ?? []))).toBe(good)
    }
    const named = [...neighbours.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map((match) => match[1])
    const known = new Set([...FAULTS, ...MYTHS].map(({ id }) => id))
    expect(named.filter((id) => !known.has(id ?? ''))).toEqual([])
  },
)
