/** The command and the library as they are delivered, against a pad server of their own. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { EXAMPLE, render } from '../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'
import { exampleConfig } from '../../proxy-configs/hop.ts'
import { startChild } from '../harness/child.ts'
import { forgetting, startNginx } from '../harness/nginx.ts'
import { type PadServer, ROOT, startPadServer } from '../harness/pad-server.ts'
import { freePort } from '../harness/ports.ts'
import { temporaryFolder } from '../harness/temporary.ts'

let app: PadServer
beforeAll(async () => {
  app = await startPadServer()
})
afterAll(() => app.close())

async function holdfast(
  ...args: readonly string[]
): Promise<{ readonly exit: number | null; readonly out: string }> {
  const child = startChild({
    name: 'holdfast',
    command: [process.execPath, join(ROOT, 'dist/doctor/main.js'), 'doctor', ...args],
  })
  const exit = await child.ended
  return { exit, out: child.output() }
}

const asJson = async (...args: readonly string[]): Promise<Diagnosis> =>
  JSON.parse((await holdfast(...args, '--json')).out) as Diagnosis

const pads = async (): Promise<unknown> => (await fetch(`${app.url}/api/pads`)).json()

test('[DO15, DO20] a good deployment: exit 0, and nothing is left behind', async () => {
  const before = await pads()
  const { exit, out } = await holdfast(app.url, '--two-user')
  expect(out).toContain('Everything that was asked works.')
  expect(out).toMatch(/\d pads of the doctor’s own were made and removed again/)
  expect(exit).toBe(0)
  expect(await pads()).toEqual(before)
})

test('[DO20] with --read-only nothing is made, and what was not asked is said', async () => {
  const { checks, exit, pads: made } = await asJson(app.url, '--read-only', '--two-user')
  expect({ exit, made }).toEqual({ exit: 0, made: { removed: [], stayed: [] } })
  const skipped = checks.filter(({ status }) => status === 'skip').map(({ id }) => id)
  expect(skipped).toEqual(expect.arrayContaining(['D13', 'D20', 'D23']))
})

test('[DO15, DO4] nothing listens: exit 69, and no proxy is blamed', async () => {
  const url = `http://127.0.0.1:${await freePort()}/`
  const { exit, out } = await holdfast(url)
  expect(out).toContain('nothing answers at port')
  expect(exit).toBe(69)
  const { causes, transports, line } = await asJson(url)
  expect(causes).toEqual([])
  expect(transports).toEqual({ websocket: 'blocked', http: 'blocked' })
  expect(line.nodes).toEqual(['you', 'Holdfast'])
})

test('[DO15] a mistake in the command line: exit 64, by name', async () => {
  for (const [args, named] of [
    [[], 'expected one address'],
    [['ftp://x'], 'ftp://x'],
    [[app.url, '--fast'], '--fast'],
    [[app.url, '--soak', 'long'], '--soak'],
    [[app.url, '--header', 'no colon'], '--header'],
    [[app.url, '--dialect', 'telnet'], '--dialect'],
    [[app.url, '--config', '/no/such/file'], '--config'],
    [[app.url, '--resolve', 'x'], '--resolve'],
  ] as const) {
    const told = await holdfast(...args)
    expect(told.exit, named).toBe(64)
    expect(told.out).toContain(named)
  }
})

test('[DO11] of two proxies, asked one by one, the guilty one is named, wherever it stands', async () => {
  for (const guilty of [0, 1]) {
    const broken = forgetting('Upgrade', 'Connection')
    const inner = await startNginx(app.port, guilty === 1 ? broken : [])
    const outer = await startNginx(Number(new URL(inner.url).port), guilty === 0 ? broken : [])
    try {
      const { hops, headline, line, exit } = await asJson(outer.url, '--hop', inner.url, '--direct', app.url)
      expect(hops.map((hop) => hop.guilty)).toEqual([guilty === 0, guilty === 1, false])
      expect(headline).toContain(new URL(guilty === 0 ? outer.url : inner.url).host)
      expect(line.between[guilty + 1]).toBe('cut')
      expect(exit).toBe(1)
      const { unknown } = await asJson(outer.url)
      expect(unknown.join()).toContain('one of 2 proxies')
    } finally {
      await outer.close()
      await inner.close()
    }
  }
})

test('[DO12] with the configuration at hand one cause is left of those that look the same', async () => {
  const nginx = await startNginx(app.port, forgetting('Upgrade', 'Connection'))
  const folder = await temporaryFolder('doctor-config')
  try {
    const file = join(folder.path, 'pads.conf')
    const ids = ({ causes }: Diagnosis) => causes[0]?.faults.map(({ id }) => id) ?? []
    expect(ids(await asJson(nginx.url)).length).toBeGreaterThan(1)
    const fault = FAULTS.find(({ id }) => id === 'nginx-upgrade-headers-missing')
    writeFileSync(file, exampleConfig(fault?.way.hops ?? [], 0, 1))
    const known = await asJson(nginx.url, '--config', file)
    expect([ids(known), known.causes[0]?.faults[0]?.diffOf]).toEqual([[fault?.id], 'file'])
    // Mended, and not loaded.
    writeFileSync(file, render(GOOD_CONFIGS.nginx, EXAMPLE))
    const mended = await asJson(nginx.url, '--config', file)
    expect(mended.unknown.join()).toContain('is it the one that is loaded')
  } finally {
    await folder.remove()
    await nginx.close()
  }
})

test('[DO17] silence is watched until it is cut, and the timeout is named', async () => {
  const proxy = await startNginx(app.port, [{ at: 'proxy_read_timeout', add: ['proxy_read_timeout 4s;'] }])
  try {
    const { checks, exit } = await asJson(proxy.url, '--soak', '7')
    const silence = checks.find(({ id }) => id === 'D15')
    const named = Number(/a timeout of ([\d.]+) s/.exec(silence?.summary ?? '')?.[1])
    expect(silence?.summary).toContain('a pinged one lives')
    expect(named).toBeGreaterThanOrEqual(3.9)
    expect(named).toBeLessThan(7)
    expect(exit).toBe(1)
  } finally {
    await proxy.close()
  }
})

test('[DO18] two people and one who comes later, through the real path', async () => {
  const { checks } = await asJson(app.url, '--two-user')
  const two = checks.find(({ id }) => id === 'D20')
  expect(two?.evidence.map(({ received }) => received)).toEqual(['B reads it', 'A reads it', 'C reads both'])
})

test('[DO16] what was sent along is in no report', async () => {
  const secret = 'very-secret-value'
  const url = app.url.replace('http://', `http://me:${secret}@`)
  for (const form of ['-v', '--json', '--junit']) {
    const { out } = await holdfast(url, '--header', `Cookie: session=${secret}`, form)
    expect(out).not.toContain(secret)
    expect(out.length).toBeGreaterThan(500)
  }
})

test('[DO19] a stranger’s program imports it and gets the same result', async () => {
  const folder = await temporaryFolder('stranger')
  try {
    mkdirSync(join(folder.path, 'node_modules'))
    symlinkSync(ROOT, join(folder.path, 'node_modules/holdfast'))
    const program = [
      "import { diagnose } from 'holdfast/doctor'",
      `const { verdict, exit, causes } = await diagnose(${JSON.stringify(app.url)}, { readOnly: true })`,
      'process.stdout.write(JSON.stringify({ verdict, exit, causes }))',
    ]
    writeFileSync(join(folder.path, 'look.mjs'), program.join('\n'))
    const child = startChild({
      name: 'a stranger',
      command: [process.execPath, 'look.mjs'],
      cwd: folder.path,
    })
    expect(await child.ended).toBe(0)
    expect(JSON.parse(child.output())).toEqual({ verdict: 'healthy', exit: 0, causes: [] })
  } finally {
    await folder.remove()
  }
})
