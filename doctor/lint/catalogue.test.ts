/**
 * The linter against the catalogue: in each broken file it finds that fault and no other, in each good one and in
 * each myth nothing. About which faults it is silent stands in catalogue-exceptions.ts, each with its reason.
 */
import { describe, expect, test } from 'vitest'
import { broken } from '../../proxy-configs/edits.ts'
import type { Fault, Way } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import {
  EXAMPLE,
  EXAMPLE_SUB_PATH,
  EXAMPLE_TLS,
  type GoodConfig,
  type ProxyName,
  render,
} from '../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'
import { exampleConfig, goodOf, hopConfig, isProxy } from '../../proxy-configs/hop.ts'
import { MYTHS } from '../../proxy-configs/myths.ts'
import { GOOD, type Probe } from '../../proxy-configs/probes.ts'
import { SEEN_AS, SILENT } from './catalogue-exceptions.ts'
import { DIALECTS } from './dialects.ts'
import { filesOf } from './files.ts'
import { type Asked, lint } from './lint.ts'

const { more: _more, ...WHERE } = { ...EXAMPLE, behindAnother: false }
const NO_FILES = filesOf(new Map())

const faultsIn = (text: string, asked: Asked): readonly string[] => [
  ...new Set(
    lint([{ name: 'a.conf', text }], NO_FILES, asked).configs.flatMap(({ findings }) =>
      findings.map(({ fault }) => fault),
    ),
  ),
]

/** As `a2enmod` would: each module of the comment in a line of its own. */
const withModules = (text: string): string =>
  [...text.matchAll(/^#\s+a2enmod (.+)$/gm)]
    .flatMap(([, names = '']) => names.split(' '))
    .concat('proxy')
    .map((name) => `LoadModule ${name}_module modules/mod_${name}.so`)
    .concat(text)
    .join('\n')

/** A main file around what is pasted, for the faults that stand there. */
const MAIN: Readonly<Partial<Record<ProxyName, (pasted: string) => string>>> = {
  nginx: (pasted) => `worker_processes auto;\nevents { worker_connections 1024; }\nhttp {\n${pasted}\n}\n`,
  haproxy: (pasted) => `global\n    nbthread 2\n\n${pasted}`,
}

/** The files of a way that have edits, each with what its owner would tell the linter. */
function editedFiles(way: Way, port?: number) {
  return way.hops.flatMap((hop, index) => {
    if (!isProxy(hop) || (hop.edits ?? hop.main ?? []).length === 0) return []
    const { proxy } = goodOf(hop)
    const nodes = way.end === 'strangers' || way.end === 'two-addresses' ? 2 : 1
    const pasted =
      port === undefined
        ? exampleConfig(way.hops, index, nodes)
        : hopConfig(hop, { ...WHERE, port }, 'example')
    const text = hop.main === undefined ? pasted : broken(MAIN[proxy]?.(pasted) ?? pasted, hop.main)
    return [{ text, asked: { path: `${hop.subPath ?? ''}/collab/`, host: EXAMPLE.domain, proxy } }]
  })
}

const shown = FAULTS.filter(({ id, way }) => !(id in SILENT) && editedFiles(way).length > 0)

describe('broken', () => {
  test.for(shown)('[LI1] $id is found, and nothing else', ({ id, way }: Fault) => {
    const seen = SEEN_AS[id]
    for (const { text, asked } of editedFiles(way, seen?.port))
      expect(faultsIn(seen?.withModules ? withModules(text) : text, { ...asked, ...seen?.asked })).toEqual(
        seen?.find ?? [id],
      )
  })
})

describe('good', () => {
  const forms = Object.entries(GOOD_CONFIGS).flatMap(([name, config]) => {
    const good: GoodConfig = config
    const bases = [EXAMPLE, ...(good.tls ? [EXAMPLE_TLS] : [])]
    return bases.flatMap((base) =>
      [undefined, ...(good.subPath ? [EXAMPLE_SUB_PATH] : [])].flatMap((subPath) =>
        [1, 2].flatMap((nodes) =>
          // Who ends TLS is reached by people: no proxy of one's own stands in front.
          [false, ...(base.tls ? [] : [true])].map((inner) => {
            const upstreams = ['127.0.0.1:3000', '127.0.0.1:3001'].slice(0, nodes)
            const label = [name, base.tls ? 'tls' : 'plain', subPath ?? '/', nodes, inner ? 'inner' : 'edge']
            return {
              label: label.join(' '),
              text: render(good, { ...base, subPath, upstreams, inner }),
              path: `${subPath ?? ''}/collab/`,
            }
          }),
        ),
      ),
    )
  })
  test.for(forms)('[LI2] $label is silent, and recognised', ({ text, path }) => {
    for (const asked of [{}, { path }, { path, host: EXAMPLE.domain }]) {
      const { configs, unknown } = lint([{ name: 'a', text }], NO_FILES, asked)
      expect({ unknown, found: configs.flatMap(({ findings }) => findings) }).toEqual({
        unknown: [],
        found: [],
      })
      expect(configs.map(({ ways }) => ways)).not.toContain(0)
    }
  })
})

test('[LI3] a myth that did no harm when it was measured is no finding', () => {
  const harmless = MYTHS.filter(({ expect: measured }) =>
    Object.entries(measured).every(([probe, result]) => GOOD[probe as Probe] === result),
  )
  const found = harmless.flatMap(({ id, way }) =>
    editedFiles(way).flatMap(({ text, asked }) => faultsIn(text, asked).map((fault) => `${id}: ${fault}`)),
  )
  expect(found).toEqual([])
})

test('[LI4] every rule has a broken file of the catalogue; every fault is found, or left alone for a written reason', () => {
  const found = new Set(shown.flatMap(({ id }) => SEEN_AS[id]?.find ?? [id]))
  const rules = DIALECTS.flatMap(({ faults }) => faults)
  expect(rules.filter((fault) => !found.has(fault))).toEqual([])
  const answered = [...shown.map(({ id }) => id), ...Object.keys(SILENT)].sort()
  expect(answered).toEqual(FAULTS.map(({ id }) => id).sort())
  expect(Object.keys(SEEN_AS).filter((id) => !shown.some((fault) => fault.id === id))).toEqual([])
})
