/** Which location answers a path (ngx_http_core_module, location), and where it hands requests on to. */
import { regex } from '../files.ts'
import { named } from '../statement.ts'
import { type Level, type Location, passing, type Server } from './config.ts'

/** The location for a path; undefined where no location fits and the server's own lines answer. */
export function locationFor(
  { locations }: { readonly locations: readonly Location[] },
  path: string,
): Location | undefined {
  const exact = locations.find(({ modifier, pattern }) => modifier === '=' && pattern === path)
  if (exact) return exact
  const prefix = locations
    .filter(({ modifier, pattern }) => (modifier === '' || modifier === '^~') && path.startsWith(pattern))
    .reduce<Location | undefined>(
      (longest, each) => (longest && longest.pattern.length >= each.pattern.length ? longest : each),
      undefined,
    )
  const inside = prefix && locationFor(prefix, path)
  if (inside) return inside
  if (prefix?.modifier === '^~') return prefix
  const byPattern = locations.find(
    ({ modifier, pattern }) =>
      (modifier === '~' || modifier === '~*') &&
      regex(pattern, modifier === '~*' ? 'i' : '')?.test(path) === true,
  )
  return byPattern ? (locationFor(byPattern, path) ?? byPattern) : prefix
}

/** What becomes of a request. */
export type Ending =
  | { readonly is: 'passed'; readonly by: Location }
  /** Some file of the site, such as the start page that answers every path. */
  | { readonly is: 'file'; readonly by: Level; readonly path: string }
  | { readonly is: 'answered'; readonly by: Level }
  | { readonly is: 'static'; readonly by: Level }

const MOST_JUMPS = 10

/** Follows fallbacks of `try_files` and `error_page` to where the request ends. */
export function ending(server: Server, path: string, jumps = 0): Ending {
  if (jumps > MOST_JUMPS) return { is: 'static', by: server }
  const location = locationFor(server, path)
  return endingIn(server, location ?? server, path, jumps)
}

function endingIn(server: Server, level: Level, path: string, jumps: number): Ending {
  if (named(server.statements, 'return').length > 0) return { is: 'answered', by: server }
  if (named(level.statements, 'return').length > 0) return { is: 'answered', by: level }
  const fallback = named(level.statements, 'try_files')[0]?.args.at(-1)
  const target = fallback ?? errorTarget(level)
  if (target?.startsWith('@')) {
    const next = server.locations.find(({ pattern }) => pattern === target)
    if (next && jumps <= MOST_JUMPS) return endingIn(server, next, path, jumps + 1)
  }
  if (isLocation(level) && passing(level)) return { is: 'passed', by: level }
  if (fallback?.startsWith('/')) {
    const next = ending(server, fallback.replace(/[?#].*$/, '').replace(/\$\w+/g, 'x'), jumps + 1)
    // The page of a single-page app answers for every path, whoever delivers it.
    return next.is === 'passed' ? next : { is: 'file', by: level, path: fallback }
  }
  return { is: 'static', by: level }
}

const isLocation = (level: Level): level is Location => 'modifier' in level

/** `error_page 404 = @app;` and `error_page 418 = @socket;` hand a request on just as well. */
const errorTarget = (level: Level): string | undefined =>
  passing(level)
    ? undefined
    : named(level.statements, 'error_page')
        .find(({ args }) => args.at(-1)?.startsWith('@'))
        ?.args.at(-1)
