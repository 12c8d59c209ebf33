/**
 * The machine the suite runs on, as provisions.ts sees one. What apt installs is not left running: the tests
 * start their own servers on their own ports.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Place, PROVISIONS } from './provisions.ts'

/** Folders searched beside PATH: Debian keeps servers in sbin, which an ordinary user's PATH leaves out. */
const SBIN = ['/usr/sbin', '/usr/local/sbin', '/sbin']
const POLICY = '/usr/sbin/policy-rc.d'
const OS_RELEASE = '/etc/os-release'

const onPath = (program: string): boolean =>
  [...(process.env.PATH ?? '').split(delimiter), ...SBIN]
    .filter((folder) => folder !== '')
    .some((folder) => existsSync(join(folder, program)))

/** A browser that `npx playwright install` brought in the program's place. */
const fromPlaywright = (program: string): boolean => {
  const own = PROVISIONS.find(({ programs }) => programs.includes(program))?.playwright
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright')
  return (
    own !== undefined && existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(`${own}-`))
  )
}

export const thisPlace = (): Place => ({
  has: (program) => onPath(program) || fromPlaywright(program),
  isRoot: process.getuid?.() === 0,
  mayInstall: process.env.HOLDFAST_TEST_INSTALL !== '0',
  osRelease: existsSync(OS_RELEASE) ? readFileSync(OS_RELEASE, 'utf8') : '',
  install: (command) =>
    withoutStartingServices(() => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      return spawnSync('sh', ['-c', command], { stdio: 'inherit', env }).status === 0
    }),
})

/** Debian starts a server as soon as it is installed, unless policy-rc.d answers 101 (invoke-rc.d(8)). */
function withoutStartingServices(install: () => boolean): boolean {
  const ours = !existsSync(POLICY)
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return install()
  } finally {
    if (ours) rmSync(POLICY, { force: true })
  }
}
