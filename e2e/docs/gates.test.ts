/** The snippets for build servers, typed as they stand, in front of a broken proxy and of a good one. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '../harness/pad-server.ts'
import { createApps } from '../proxies/apps.ts'
import { startStage } from './commands/stages.ts'
import { desk, type } from './commands/type.ts'

const apps = createApps()
afterAll(() => apps.close())

/** `- run: …` of GitHub, `- …` of a GitLab script; what installs the tarball is what the desk has done. */
async function gates(): Promise<readonly string[]> {
  const page = await readFile(join(ROOT, 'docs/operations/gates.md'), 'utf8')
  const lines = [...page.matchAll(/^ +- (?:run: )?(npx .*)$/gm)].map((match) => match[1] as string)
  expect(lines).toHaveLength(4)
  return lines
}

async function typeAt(name: string): Promise<{ readonly exits: readonly string[]; readonly folder: string }> {
  const folder = await desk()
  const stage = await startStage(name, apps)
  try {
    await mkdir(join(folder.path, 'deploy'))
    await writeFile(join(folder.path, 'deploy/nginx.conf'), stage.config ?? '')
    const exits: string[] = []
    for (const gate of await gates()) {
      const said = await type(`${gate}\necho "exit $?"`, folder.path, stage)
      exits.push(/exit \d+/.exec(said)?.[0] ?? said)
    }
    const sarif = JSON.parse(await readFile(join(folder.path, 'lint.sarif'), 'utf8')) as { version: string }
    expect(sarif.version).toBe('2.1.0')
    expect(await readFile(join(folder.path, 'doctor.xml'), 'utf8')).toMatch(/^<\?xml[\s\S]*<\/testsuite>\s*$/)
    return { exits, folder: folder.path }
  } finally {
    await stage.close()
    await folder.remove()
  }
}

test('[DC8] a broken configuration passes no gate, and both reports are there', async () => {
  expect((await typeAt('nginx-upgrade-headers-missing')).exits).toEqual(Array(4).fill('exit 1'))
})

test('[DC8] a good one passes all of them', async () => {
  expect((await typeAt('good nginx')).exits).toEqual(Array(4).fill('exit 0'))
})
