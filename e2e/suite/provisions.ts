/**
 * What the suite needs beside npm, which package brings it, and how it gets there. As root on Debian or Ubuntu
 * the missing ones are installed after saying so; elsewhere they are named together with one command to paste.
 * Refuses to know how a program is looked for or started (this-place.ts).
 */

interface Provision {
  readonly name: string
  /** Any of these programs will do. */
  readonly programs: readonly string[]
  readonly debian: readonly string[]
  readonly why: string
  /** There is none for other systems; its tests say that they did not run. */
  readonly onlyWithApt?: true
  /** What Playwright calls a build of its own, where there is one. */
  readonly playwright?: string
}

export const PROVISIONS: readonly Provision[] = [
  {
    name: 'Chromium',
    programs: ['chromium', 'google-chrome'],
    // A bare system has no fonts at all, and text without fonts has no width.
    debian: ['chromium', 'chromium-headless-shell', 'fonts-dejavu-core'],
    why: 'the browser tests drive it',
    playwright: 'chromium',
  },
  {
    name: 'Firefox ESR',
    programs: ['firefox-esr'],
    debian: ['firefox-esr'],
    why: 'a part of the browser tests drives it: browsers tell of a broken line each in their own way',
    playwright: 'firefox',
  },
  {
    name: 'WebKitGTK',
    programs: ['WebKitWebDriver'],
    debian: ['webkit2gtk-driver', 'xvfb'],
    why: 'the engine of Safari is asked for the essentials',
    onlyWithApt: true,
  },
  {
    name: 'nginx',
    programs: ['nginx'],
    debian: ['nginx-light'],
    why: 'the pads are also tested through a real proxy',
  },
  {
    name: 'Apache',
    programs: ['apache2'],
    debian: ['apache2'],
    why: 'good and broken configurations of it are tried on it',
  },
  {
    name: 'Squid',
    programs: ['squid'],
    debian: ['squid'],
    why: 'good and broken configurations of it are tried on it',
  },
  {
    name: 'HAProxy',
    programs: ['haproxy'],
    debian: ['haproxy'],
    why: 'its good and broken configurations are run through it',
  },
  {
    name: 'Caddy',
    programs: ['caddy'],
    debian: ['caddy'],
    why: 'its good and broken configurations are run through it',
  },
  {
    name: 'Varnish',
    programs: ['varnishd'],
    debian: ['varnish'],
    why: 'its good and broken configurations are run through it',
  },
]

/** Where the suite runs, and the two things it can do there. */
export interface Place {
  has(program: string): boolean
  readonly isRoot: boolean
  /** HOLDFAST_TEST_INSTALL is not 0. */
  readonly mayInstall: boolean
  /** Text of /etc/os-release; empty where there is none. */
  readonly osRelease: string
  /** Runs a shell command that installs; true when it succeeded. */
  install(command: string): boolean
}

const hasApt = (place: Pick<Place, 'osRelease'>): boolean =>
  /^ID(_LIKE)?=.*(ubuntu|debian)/m.test(place.osRelease)

export const missingProvisions = (place: Pick<Place, 'has' | 'osRelease'>): readonly Provision[] =>
  PROVISIONS.filter((provision) => provision.onlyWithApt !== true || hasApt(place)).filter(
    (provision) => !provision.programs.some((name) => place.has(name)),
  )

export function installCommand(missing: readonly Provision[], place: Place): string {
  const asRoot = (command: string) => (place.isRoot ? command : `sudo sh -c '${command}'`)
  const apt = (packages: readonly string[]) =>
    asRoot(`apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`)
  if (/^ID=debian$/m.test(place.osRelease)) return apt(missing.flatMap((provision) => provision.debian))
  // Ubuntu's chromium package only points to a snap, which containers cannot run; others have no apt.
  const browsers = missing.flatMap(({ playwright }) => playwright ?? [])
  const commands = browsers.length > 0 ? [`npx playwright install --with-deps ${browsers.join(' ')}`] : []
  const proxies = missing.filter(({ playwright }) => playwright === undefined)
  if (proxies.length > 0 && hasApt(place)) commands.push(apt(proxies.flatMap(({ debian }) => debian)))
  else if (proxies.length > 0)
    commands.push(`brew install ${proxies.flatMap(({ programs }) => programs).join(' ')}`)
  return commands.join(' && ')
}

/** True when everything is there. Otherwise it has said what is missing and what to type. */
export function provide(place: Place, say: (line: string) => void): boolean {
  const missing = missingProvisions(place)
  if (missing.length === 0) return true
  const command = installCommand(missing, place)
  for (const { name, why } of missing) say(`missing: ${name} (${why})`)
  if (!(place.isRoot && place.mayInstall && hasApt(place))) {
    say(`Install it with this command, then run npm test again:\n  ${command}`)
    return false
  }
  say(`installing it now (HOLDFAST_TEST_INSTALL=0 would leave the system alone):\n  ${command}`)
  const done = place.install(command)
  const still = missingProvisions(place)
  if (done && still.length === 0) return true
  say(`The installation failed; still missing: ${still.map(({ name }) => name).join(', ') || 'nothing'}.`)
  return false
}
