/** A machine without the things the tests need, in its kinds. */
import { expect, test } from 'vitest'
import { type Place, provide } from './provisions.ts'

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n'
const UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n'

/** A bare machine; what is installed on it is there afterwards. */
function bare(change: Partial<Place> = {}) {
  const ran: string[] = []
  const said: string[] = []
  const place: Place = {
    has: () => ran.length > 0,
    isRoot: true,
    mayInstall: true,
    osRelease: DEBIAN,
    install: (command) => {
      ran.push(command)
      return true
    },
    ...change,
  }
  const provided = provide(place, (line) => said.push(line))
  return { provided, ran, said: said.join('\n') }
}

test('[HS13] as root on Debian what is missing is named, then installed without recommended packages', () => {
  const { provided, ran, said } = bare()
  expect(provided).toBe(true)
  expect(said).toContain('missing: Chromium')
  expect(said).toContain(ran[0])
  expect(ran).toEqual([
    'apt-get update && apt-get install -y --no-install-recommends chromium chromium-headless-shell fonts-dejavu-core firefox-esr webkit2gtk-driver xvfb nginx-light apache2 squid haproxy caddy varnish',
  ])
})

test.each([
  ['whoever says no', { mayInstall: false }, 'apt-get install'],
  ['an ordinary user', { isRoot: false }, "sudo sh -c 'apt-get update && apt-get install"],
  [
    'an ordinary user of Ubuntu',
    { isRoot: false, osRelease: UBUNTU },
    'install --with-deps chromium firefox',
  ],
  ['another system', { osRelease: 'ID=alpine\n' }, 'brew install nginx'],
  ['a system without that file', { osRelease: '' }, 'npx playwright install'],
])('[HS13] for %s nothing is installed, and the command to paste is named', (_who, change, command) => {
  const { provided, ran, said } = bare(change)
  expect(provided).toBe(false)
  expect(ran).toEqual([])
  expect(said).toContain(command)
})

test('[HS13] an installation that does not bring what is needed stops the suite', () => {
  expect(bare({ has: () => false }).provided).toBe(false)
  expect(bare({ install: () => false }).provided).toBe(false)
})

test('[HS13] where everything is there nothing is said or done', () => {
  expect(bare({ has: () => true })).toEqual({ provided: true, ran: [], said: '' })
})
