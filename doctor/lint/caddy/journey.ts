/**
 * What becomes of one request in a site: directives in Caddy's own order ("Directive order"), the longest path
 * first, of all `handle` blocks of a level only the first that fits. Undefined is what a file cannot say.
 */
import { regex } from '../files.ts'
import { named, type Statement } from '../statement.ts'

export interface Request {
  readonly path: string
  readonly host: string | undefined
  readonly isHandshake: boolean
}

export type Journey =
  | {
      readonly is: 'passed'
      readonly by: Statement
      /** As the app gets it. */
      readonly path: string
      /** False where it was changed in a way that is not understood. */
      readonly isPathKnown: boolean
      /** Everything that was passed through on the way, outermost first. */
      readonly through: readonly Statement[]
    }
  | { readonly is: 'answered'; readonly by: Statement }
  | { readonly is: 'nothing' }

const ORDER = [
  'request_body',
  'redir',
  'method',
  'rewrite',
  'uri',
  'try_files',
  'basic_auth',
  'basicauth',
  'forward_auth',
  'request_header',
  'handle',
  'handle_path',
  'route',
  'abort',
  'error',
  'respond',
  'reverse_proxy',
  'php_fastcgi',
  'file_server',
]

interface Here {
  readonly request: Request
  readonly matchers: readonly Statement[]
  readonly through: readonly Statement[]
  readonly isPathKnown: boolean
}

export const journey = (statements: readonly Statement[], request: Request): Journey =>
  level(statements, { request, matchers: [], through: [], isPathKnown: true }, true)

function level(statements: readonly Statement[], outer: Here, isSorted: boolean): Journey {
  const matchers = [...outer.matchers, ...statements.filter(({ name }) => name.startsWith('@'))]
  let here: Here = { ...outer, matchers }
  let handled = false
  for (const statement of isSorted ? ordered(statements, matchers) : statements) {
    const { name } = statement
    const fit = fits(statement, here)
    if (fit === false || !ORDER.includes(name)) continue
    if (/^(handle|handle_path|route)$/.test(name)) {
      if (handled && name !== 'route') continue
      const inside = enter(statement, here)
      const result = level(statement.block ?? [], inside, name !== 'route')
      if (result.is !== 'nothing' && (fit || result.is === 'passed')) return result
      if (fit && name !== 'route') handled = true
    } else if (name === 'reverse_proxy' || name === 'php_fastcgi') {
      const { request, isPathKnown, through } = here
      return {
        is: 'passed',
        by: statement,
        path: request.path,
        isPathKnown,
        through: [...through, statement],
      }
    } else if (fit && /^(redir|abort|error|respond|file_server)$/.test(name)) {
      if (name !== 'file_server') return { is: 'answered', by: statement }
    } else here = changed(statement, { ...here, through: [...here.through, statement] })
  }
  return { is: 'nothing' }
}

function enter(statement: Statement, here: Here): Here {
  const [path = ''] = statement.args
  if (statement.name !== 'handle_path') return { ...here, through: [...here.through, statement] }
  const prefix = path.replace(/\*$/, '').replace(/\/$/, '')
  const rest = here.request.path.slice(prefix.length)
  return {
    ...here,
    through: [...here.through, statement],
    request: { ...here.request, path: rest.startsWith('/') ? rest : `/${rest}` },
  }
}

function changed(statement: Statement, here: Here): Here {
  const words = withoutMatcher(statement)
  if (statement.name === 'uri' && words[0] === 'strip_prefix') {
    const prefix = words[1] ?? ''
    const { path } = here.request
    return path.startsWith(prefix)
      ? { ...here, request: { ...here.request, path: path.slice(prefix.length) || '/' } }
      : here
  }
  return /^(uri|rewrite)$/.test(statement.name) ? { ...here, isPathKnown: false } : here
}

/** The longest path comes first, one without a matcher last; all else stays as written. */
function ordered(statements: readonly Statement[], matchers: readonly Statement[]): readonly Statement[] {
  const rank = ({ name }: Statement) => ORDER.indexOf(/^handle_path|route$/.test(name) ? 'handle' : name)
  const weight = (statement: Statement): number => {
    const matcher = matcherOf(statement)
    if (matcher === undefined || matcher === '*') return -1
    if (matcher.startsWith('/')) return matcher.length
    const paths = pathsOf(matchers.filter(({ name }) => name === matcher))
    return paths.length === 1 ? (paths[0] as string).length : 0
  }
  return statements.toSorted((a, b) => rank(a) - rank(b) || weight(b) - weight(a))
}

const pathsOf = (matchers: readonly Statement[]): readonly string[] =>
  matchers.flatMap(({ args, block = [] }) =>
    args[0] === 'path' ? args.slice(1) : named(block, 'path').flatMap((line) => line.args),
  )

const matcherOf = ({ args }: Statement): string | undefined => {
  const [first] = args
  return first !== undefined && /^(\/|@|\*$)/.test(first) ? first : undefined
}

export const withoutMatcher = (statement: Statement): readonly string[] =>
  matcherOf(statement) === undefined ? statement.args : statement.args.slice(1)

/** `redir /pads /pads/` and `redir https://…{uri}`: a path in front is a matcher only where something follows. */
function fits(statement: Statement, { request, matchers }: Here): boolean | undefined {
  const matcher = matcherOf(statement)
  const needsMore = /^(redir|rewrite|respond)$/.test(statement.name) && statement.args.length < 2
  if (matcher === undefined || matcher === '*' || needsMore) return true
  if (matcher.startsWith('/')) return pathFits(matcher, request.path)
  const own = matchers.filter(({ name }) => name === matcher)
  return own.length === 0 ? undefined : allFit(own, request)
}

function allFit(matchers: readonly Statement[], request: Request): boolean | undefined {
  const lines = matchers.flatMap(({ args, block = [] }) => [
    ...(args.length > 0 ? [args] : []),
    ...block.map(({ name, args: words }) => [name, ...words]),
  ])
  const results = lines.map((words) => lineFits(words, request))
  return results.includes(false) ? false : results.includes(undefined) ? undefined : true
}

function lineFits([kind = '', ...words]: readonly string[], request: Request): boolean | undefined {
  switch (kind) {
    case 'path':
      return words.some((word) => pathFits(word, request.path))
    case 'path_regexp':
      return regex(words.at(-1) ?? '')?.test(request.path)
    case 'host':
      return request.host === undefined ? undefined : words.includes(request.host)
    case 'method':
      return words.includes('GET')
    case 'header': {
      const [name = '', value = '*'] = words
      const given = { upgrade: 'websocket', connection: 'Upgrade' }[name.toLowerCase()]
      if (given === undefined) return undefined
      const wanted = value.replace(/^\*|\*$/g, '').toLowerCase()
      return request.isHandshake && given.toLowerCase().includes(wanted)
    }
    case 'not': {
      const inner = lineFits(words, request)
      return inner === undefined ? undefined : !inner
    }
    default:
      return undefined
  }
}

/** `/a/*` is a prefix, `/a*` too, `*.js` an ending; anything else is exact and folds letters ("path matcher"). */
function pathFits(pattern: string, path: string): boolean {
  const [wanted, asked] = [pattern.toLowerCase(), path.toLowerCase()]
  if (wanted === '*') return true
  if (wanted.startsWith('*') && wanted.endsWith('*')) return asked.includes(wanted.slice(1, -1))
  if (wanted.endsWith('*')) return asked.startsWith(wanted.slice(0, -1))
  if (wanted.startsWith('*')) return asked.endsWith(wanted.slice(1))
  return asked === wanted
}
