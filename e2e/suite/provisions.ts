/**
 * What the suite needs beside npm, which package brings it, and how it gets there. As root on Debian or Ubuntu
 * the missing ones are installed after saying so; elsewhere they are named together with one command to paste.
 * What apt installs is not left running: the tests start their own servers on their own ports.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface Provision {
  readonly name: string
  /** Any of these programs will do. */
  readonly programs: readonly string[]
  readonly debian: readonly string[]
  readonly why: string
}

export const PROVISIONS: readonly Provision[] = [
  {
    name: 'Chromium',
    programs: ['chromium', 'google-chrome'],
    // A bare system has no fonts at all, and text without fonts has no width.
    debian: ['chromium', 'fonts-dejavu-core'],
    why: 'the browser tests drive it',
  },
  {
    name: 'nginx',
    programs: ['nginx'],
    debian: ['nginx-light'],
    why: 'the pads are also tested through a real proxy',
  },
]

/** Folders searched beside PATH: Debian keeps servers in sbin, which an ordinary user's PATH leaves out. */
const SBIN = ['/usr/sbin', '/usr/local/sbin', '/sbin']

export function findProgram(name: string, path: string): string | undefined {
  return [...path.split(delimiter), ...SBIN]
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file))
}

export const missingProvisions = (path: string): readonly Provision[] =>
  PROVISIONS.filter((provision) => !provision.programs.some((name) => findProgram(name, path) !== undefined))

const POLICY = '/usr/sbin/policy-rc.d'

export interface Place {
  readonly path: string
  readonly isRoot: boolean
  readonly mayInstall: boolean
  readonly osRelease: string
}

export const thisPlace = (): Place => ({
  path: process.env.PATH ?? '',
  isRoot: process.getuid?.() === 0,
  mayInstall: process.env.HOLDFAST_TEST_INSTALL !== '0',
  osRelease: existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
})

export const installCommand = (missing: readonly Provision[], place: Place): string => {
  const packages = missing.flatMap((provision) => provision.debian)
  const apt = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (/^ID=debian$/m.test(place.osRelease)) return place.isRoot ? apt : `sudo sh -c '${apt}'`
  // Ubuntu's chromium package only points to a snap, which containers cannot run; others have no apt.
  const commands = ['npx playwright install --with-deps chromium']
  const nginx = missing.some((provision) => provision.name === 'nginx')
  if (/^ID(_LIKE)?=.*(ubuntu|debian)/m.test(place.osRelease)) {
    if (nginx) commands.push('apt-get install -y --no-install-recommends nginx-light')
  } else if (nginx) commands.push('brew install nginx  # or your system’s package of nginx')
  return commands.join(' && ')
}

/** True when everything is there. Otherwise it has said what is missing and what to type. */
export function provide(place: Place, say: (line: string) => void): boolean {
  const missing = missingProvisions(place.path)
  if (missing.length === 0) return true
  const command = installCommand(missing, place)
  const onApt = /^ID(_LIKE)?=.*(ubuntu|debian)/m.test(place.osRelease)
  for (const { name, why } of missing) say(`missing: ${name} (${why})`)
  if (!(place.isRoot && place.mayInstall && onApt)) {
    say(`Install it with this command, then run npm test again:\n  ${command}`)
    return false
  }
  say(`installing it now (HOLDFAST_TEST_INSTALL=0 would leave the system alone):\n  ${command}`)
  const done = withoutStartingServices(() => spawnSync('sh', ['-c', command], INSTALL).status === 0)
  const still = missingProvisions(place.path)
  if (done && still.length === 0) return true
  say(`The installation failed: ${still.map(({ name }) => name).join(', ')} still missing.`)
  return false
}

const INSTALL = {
  stdio: 'inherit',
  env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
} as const

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
