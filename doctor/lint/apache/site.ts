/** A virtual host of Apache as the rules see it: its own lines, those of the main server, and its sections. */
import { regex, UNTRIED } from '../files.ts'
import { named, type Oddity, type Place, type Statement, within } from '../statement.ts'
import type { ApacheTexts } from './read.ts'

export interface Site {
  readonly at: Place
  readonly own: readonly Statement[]
  /** Lines outside of every virtual host; most of them are inherited. */
  readonly main: readonly Statement[]
  readonly isVirtual: boolean
  readonly sockets: readonly string[]
  readonly names: readonly string[]
  readonly hasTls: boolean
}

export interface ApacheConfig {
  readonly main: readonly Statement[]
  readonly sites: readonly Site[]
  readonly modules: ReadonlySet<string> | undefined
  readonly skipped: readonly Statement[]
  readonly oddities: readonly Oddity[]
}

export function apacheConfig({ statements, modules, skipped, oddities }: ApacheTexts): ApacheConfig {
  const main = statements.filter(({ name }) => name.toLowerCase() !== 'virtualhost')
  const untried = within(statements)
    .filter(
      ({ name, args }) =>
        /^rewriterule$/i.test(name) && regex((args[0] ?? '').replace(/^!/, '')) === undefined,
    )
    .map(({ at }) => ({ at, what: UNTRIED }))
  const hosts = named(statements, 'virtualhost')
  const [first] = main
  const sites = hosts.map((host) => siteOf(host, main))
  const lone = hosts.length === 0 && first ? [mainSite(first, main)] : []
  return { main, sites: [...sites, ...lone], modules, skipped, oddities: [...oddities, ...untried] }
}

const isOn = (statement: Statement | undefined): boolean => statement?.args[0]?.toLowerCase() === 'on'

function siteOf(host: Statement, main: readonly Statement[]): Site {
  const own = host.block ?? []
  return {
    at: host.at,
    own,
    main,
    isVirtual: true,
    sockets: host.args,
    names: [...named(own, 'servername'), ...named(own, 'serveralias')].flatMap(({ args }) => args),
    hasTls: isOn(named(own, 'sslengine').at(-1)),
  }
}

const mainSite = ({ at }: Statement, main: readonly Statement[]): Site => ({
  at,
  own: main,
  main: [],
  isVirtual: false,
  sockets: named(main, 'listen').flatMap(({ args }) => args.slice(0, 1)),
  names: named(main, 'servername').flatMap(({ args }) => args),
  hasTls: isOn(named(main, 'sslengine').at(-1)),
})

/** The line that counts: the last of its own, or else the last of the main server. */
export const lineOf = ({ own, main }: Site, name: string): Statement | undefined =>
  named(own, name).at(-1) ?? named(main, name).at(-1)

export const isSwitchedOn = (site: Site, name: string): boolean => isOn(lineOf(site, name))

/** Sections of a path, in the order in which Apache merges them: the main server's first, the last one counts. */
export const sectionsFor = (site: Site, path: string): readonly Statement[] =>
  [...site.main, ...site.own].filter((section) => section.block && covers(section, path))

function covers({ name, args }: Statement, path: string): boolean {
  const isPattern = name.toLowerCase() === 'locationmatch' || args[0] === '~'
  if (!/^location(match)?$/i.test(name)) return false
  const asked = args.at(-1) ?? ''
  if (isPattern) return regex(asked)?.test(path) ?? false
  return startsWithPath(path, asked)
}

/** `/a` covers `/a` and `/a/b`, not `/ab` (core, Location). */
export const startsWithPath = (path: string, prefix: string): boolean =>
  path === prefix || (path.startsWith(prefix) && (prefix.endsWith('/') || path[prefix.length] === '/'))

/** `*`, `*:80` and `_default_:80` are one. */
export const socketKey = (socket: string): string => socket.replace(/^(_default_|\*|0\.0\.0\.0|\[::\])/, '*')

export const answersFor = ({ names }: Site, host: string | undefined): boolean =>
  host === undefined ||
  names.length === 0 ||
  names.some((name) => {
    const bare = name.replace(/^https?:\/\//, '').replace(/:\d+$/, '')
    return bare === host || (bare.startsWith('*.') && host.endsWith(bare.slice(1)))
  })
