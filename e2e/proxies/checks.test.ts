/**
 * What the proxies' own checks say: nothing against a good configuration, and next to nothing against a broken
 * one, which is why people do not find out.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { broken } from '../../proxy-configs/edits.ts'
import type { Way } from '../../proxy-configs/fault.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { goodOf, isBehindAnother, isProxy } from '../../proxy-configs/hop.ts'
import { NOBODY } from '../harness/child.ts'
import { freePort } from '../harness/ports.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { thisPlace } from '../suite/this-place.ts'
import { chosenFaults, isChosen } from './chosen.ts'
import { FRAMES } from './frames.ts'
import { searchPath } from './start-hop.ts'
import { testConfig } from './start-way.ts'

/** Exit code and words of the check of one hop of a way. */
async function check(way: Way, index: number): Promise<{ readonly ok: boolean; readonly says: string }> {
  const hop = way.hops[index]
  if (hop === undefined || !isProxy(hop)) throw new Error(`the way has no proxy number ${index}`)
  const { proxy } = goodOf(hop)
  const frame = FRAMES[proxy]
  const folder = await temporaryFolder(`${proxy}-check`)
  try {
    chmodSync(folder.path, 0o777)
    const ports = { port: await freePort(), plainPort: await freePort() }
    const upstreams = way.end === 'two-addresses' ? ['127.0.0.1:1', '127.0.0.1:2'] : ['127.0.0.1:1']
    const file = join(folder.path, `${proxy}.conf`)
    const text = testConfig(hop, isBehindAnother(way.hops, index), ports, upstreams, 1)
    writeFileSync(file, broken(frame.around(text, folder.path, ports.plainPort), hop.main ?? []))
    mkdirSync(join(folder.path, 'varnish'))
    for (const [name, content] of Object.entries(frame.files ?? {}))
      writeFileSync(join(folder.path, name), content)
    // What root may not read does not exist, so the check asks as somebody else.
    const asNobody = hop.unreadable === true && thisPlace().isRoot
    if (hop.unreadable) chmodSync(file, 0o000)
    const ran = spawnSync(frame.program, [...frame.check(file, folder.path)], {
      env: { PATH: searchPath(), ...frame.environment?.(folder.path) },
      encoding: 'utf8',
      ...(asNobody && { uid: NOBODY, gid: NOBODY }),
    })
    const [says = ''] = `${ran.stdout}${ran.stderr}`.split(frame.checkGoesOn ?? '\0')
    return { ok: ran.status === 0, says }
  } finally {
    await folder.remove()
  }
}

/**
 * A level or a word, never the name of a field: Caddy's check already asks the upstreams for their health, and may
 * get as far as noting, with a field `error`, that nobody is there.
 */
const COMPLAINT = /\b(warn|warning|error|emerg|fatal)\b(?!":)/i

describe.concurrent('by the proxy itself', () => {
  const goods = GOOD_WAYS.filter(isChosen).flatMap(({ id, way }) =>
    way.hops.flatMap((hop, index) => (isProxy(hop) ? [{ id, way, index }] : [])),
  )
  test.for(goods)('[PX3] $id, hop $index', async ({ way, index }) => {
    const { ok, says } = await check(way, index)
    expect(says).not.toMatch(COMPLAINT)
    expect(ok, says).toBe(true)
  })

  const faults = chosenFaults().flatMap((fault) =>
    fault.way.hops.flatMap((hop, index) =>
      isProxy(hop) && (hop.edits || hop.main) ? [{ ...fault, index }] : [],
    ),
  )
  test.for(faults)('[PX4] $id, hop $index', async ({ way, index, check: told }) => {
    const { ok, says } = await check(way, index)
    expect({ ok, says }).toEqual({ ok: told?.ok ?? true, says: expect.stringContaining(told?.says ?? '') })
  })
})
