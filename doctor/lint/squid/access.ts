/**
 * Whether `http_access` lets a visitor of the site in (Squid, "Access Controls"): lists in the order of the file,
 * all words of a line must hold. What a file cannot say about a visitor is neither true nor false; a line that
 * hangs on it lets in and does not refuse, so that nobody is alarmed by a guess.
 */
import { regex } from '../files.ts'
import { named, type Statement } from '../statement.ts'

export interface Visit {
  readonly host: string
  /** Undefined where nobody said which. */
  readonly path: string | undefined
}

export interface Refused {
  readonly by: Statement
  /** A list of names that was meant to let the site in and names another one. */
  readonly names: Statement | undefined
}

export function refusal(statements: readonly Statement[], visit: Visit): Refused | undefined {
  const lists = named(statements, 'acl')
  const lines = named(statements, 'http_access')
  const holds = (line: Statement): boolean | undefined => {
    const words = line.args.slice(1).map((word) => wordHolds(word, lists, visit))
    return words.includes(false) ? false : words.includes(undefined) ? undefined : true
  }
  for (const line of lines) {
    const result = holds(line)
    if (line.args[0] === 'allow' && result !== false) return undefined
    if (line.args[0] === 'deny' && result === true) return { by: line, names: otherName(lines, lists, visit) }
  }
  const last = lines.at(-1)
  // What no line decides is decided against the last one.
  return last?.args[0] === 'allow' ? { by: last, names: otherName(lines, lists, visit) } : undefined
}

const otherName = (
  lines: readonly Statement[],
  lists: readonly Statement[],
  visit: Visit,
): Statement | undefined => {
  const byName = lists.filter(({ args }) => /^(dstdomain|dstdom_regex)$/.test(args[1] ?? ''))
  if (byName.some((list) => listHolds(list, visit) === true)) return undefined
  const allowed = lines.filter(({ args }) => args[0] === 'allow').flatMap(({ args }) => args.slice(1))
  return byName.find((list) => allowed.includes(list.args[0] as string) && listHolds(list, visit) === false)
}

function wordHolds(word: string, lists: readonly Statement[], visit: Visit): boolean | undefined {
  const name = word.replace(/^!/, '')
  const result = name === 'all' ? true : BUILT_IN.has(name) ? false : anyHolds(name, lists, visit)
  return word.startsWith('!') && result !== undefined ? !result : result
}

/** Lists that every Squid has and no visitor of the site is in. */
const BUILT_IN = new Set(['manager', 'to_localhost', 'to_linklocal', 'CONNECT', 'purge'])

function anyHolds(name: string, lists: readonly Statement[], visit: Visit): boolean | undefined {
  const own = lists.filter(({ args }) => args[0] === name)
  const results = own.map((list) => listHolds(list, visit))
  return own.length === 0 || results.includes(undefined) ? undefined : results.includes(true)
}

function listHolds({ args: [, type = '', ...values] }: Statement, visit: Visit): boolean | undefined {
  const given = values.filter((value) => !value.startsWith('-') || value === '-')
  if (given.some((value) => value.startsWith('"'))) return undefined
  const ignoreCase = values.includes('-i') ? 'i' : ''
  switch (type) {
    case 'dstdomain':
      return given.some((value) =>
        value.startsWith('.')
          ? visit.host === value.slice(1) || visit.host.endsWith(value)
          : value.toLowerCase() === visit.host.toLowerCase(),
      )
    case 'dstdom_regex':
      return given.some((value) => regex(value, 'i')?.test(visit.host) ?? true)
    case 'urlpath_regex':
      if (visit.path === undefined) return undefined
      return given.some((value) => regex(value, ignoreCase)?.test(visit.path as string) ?? true)
    case 'method':
      return given.includes('GET')
    case 'maxconn':
      return false
    case 'src':
      return given.includes('all') || given.includes('0.0.0.0/0') ? true : undefined
    default:
      return undefined
  }
}
