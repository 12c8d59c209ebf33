/** What an operator takes away: the unit, as systemd reads it, and the tarball, as a server runs from it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startChild } from '../harness/child.ts'
import { ROOT } from '../harness/pad-server.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { thisPlace } from '../suite/this-place.ts'

/** Keys of a unit, and of the three sections it has; what systemd knows is asked of systemd where it is. */
const UNIT_LINE = /^(\[(Unit|Service|Install)\]|[A-Z][A-Za-z]+=.*|#.*|)$/

test('[DC7] systemd has nothing against the unit', async () => {
  const unit = readFileSync(join(ROOT, 'docs/operations/holdfast.service'), 'utf8')
  expect(unit.split('\n').filter((line) => !UNIT_LINE.test(line))).toEqual([])
  if (!thisPlace().has('systemd-analyze')) return
  const folder = await temporaryFolder('unit')
  try {
    const file = join(folder.path, 'holdfast.service')
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath))
    const child = startChild({
      name: 'systemd-analyze',
      command: ['systemd-analyze', 'verify', '--man=no', file],
    })
    expect([await child.ended, child.output()]).toEqual([0, ''])
  } finally {
    await folder.remove()
  }
})

test('[DC7] the server runs from the packed tarball, which holds no tests', async () => {
  const folder = await temporaryFolder('tarball')
  const at = (...parts: readonly string[]) => join(folder.path, ...parts)
  try {
    // Built already; npm would build again before it packs.
    const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder.path]
    const [packed] = JSON.parse(execFileSync('npm', packing, { cwd: ROOT, encoding: 'utf8' })) as [
      { readonly filename: string; readonly files: readonly { readonly path: string }[] },
    ]
    expect(packed.files.filter(({ path }) => /\.test\.|^dist\/e2e\//.test(path))).toEqual([])
    execFileSync('tar', ['-xzf', at(packed.filename), '-C', folder.path])
    mkdirSync(at('data'))
    symlinkSync(join(ROOT, 'node_modules'), at('node_modules'))
    const server = startChild({
      name: 'the server of the tarball',
      command: [process.execPath, at('package/dist/server/main.js')],
      cwd: folder.path,
      env: { PORT: '0', HOLDFAST_DATA: at('data') },
    })
    try {
      const [, url] = await server.line(/Holdfast is at (http:\/\/\S+)/)
      expect((await fetch(`${url}/live/ready`)).status).toBe(200)
      expect(await (await fetch(`${url}/p/from-a-tarball`)).text()).toContain('<script')
    } finally {
      await server.stop()
    }
    const told = execFileSync(process.execPath, [at('package/doctor/holdfast.js'), 'help'], {
      encoding: 'utf8',
    })
    expect(told).toContain('proxy-config')
  } finally {
    await folder.remove()
  }
})
