/**
 * Conditions of HAProxy (configuration manual, 7: ACLs) for one request, as far as the file alone decides them.
 * Undefined is what hangs on the network, the clock or a map.
 */
import { regex } from '../files.ts'
import { named, type Statement } from '../statement.ts'

export interface Request {
  readonly path: string
  readonly host: string | undefined
  readonly method: string
  /** Undefined where it is gone. */
  readonly upgrade: string | undefined
  readonly connection: string | undefined
  readonly hasTls: boolean
}

export type Certainty = boolean | undefined

/** The words behind `if` or `unless`; a line without either always counts. */
export function applies(words: readonly string[], lists: readonly Statement[], request: Request): Certainty {
  const index = words.findIndex((word) => word === 'if' || word === 'unless')
  if (index < 0) return true
  const result = anyOf(terms(words.slice(index + 1)), lists, request)
  return result === undefined || words[index] === 'if' ? result : !result
}

/** The condition of a line in its own words, lists resolved, to see what it asks about. */
export function asksAbout(words: readonly string[], lists: readonly Statement[]): readonly string[] {
  const index = words.findIndex((word) => word === 'if' || word === 'unless')
  return terms(index < 0 ? [] : words.slice(index + 1))
    .filter((term): term is Term => term !== 'or')
    .flatMap(({ criteria }) =>
      typeof criteria === 'string'
        ? lists.filter(({ args }) => args[0] === criteria).map(({ args }) => args.slice(1).join(' '))
        : [criteria.join(' ')],
    )
}

interface Term {
  readonly isNegated: boolean
  /** Name of a list, or the words of an anonymous one. */
  readonly criteria: string | readonly string[]
}

function terms(words: readonly string[]): readonly (Term | 'or')[] {
  const found: (Term | 'or')[] = []
  let isNegated = false
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string
    if (word === '||' || word === 'or') found.push('or')
    else if (word === '!') isNegated = !isNegated
    else if (word === '{' || word === '!{') {
      const end = words.indexOf('}', index)
      const inside = words.slice(index + 1, end < 0 ? undefined : end)
      found.push({ isNegated: isNegated !== (word === '!{'), criteria: inside })
      isNegated = false
      if (end < 0) break
      index = end
    } else {
      found.push({ isNegated: isNegated !== word.startsWith('!'), criteria: word.replace(/^!/, '') })
      isNegated = false
    }
  }
  return found
}

function anyOf(all: readonly (Term | 'or')[], lists: readonly Statement[], request: Request): Certainty {
  let unsure = false
  let group: Certainty[] = []
  const settle = (): boolean => {
    if (group.includes(false)) return false
    if (group.includes(undefined)) unsure = true
    return !group.includes(undefined)
  }
  for (const term of all) {
    if (term === 'or') {
      if (settle()) return true
      group = []
    } else {
      const result = criteriaHold(term.criteria, lists, request)
      group.push(result === undefined ? undefined : result !== term.isNegated)
    }
  }
  return settle() ? true : unsure ? undefined : false
}

const ALWAYS: Readonly<Record<string, boolean>> = { TRUE: true, FALSE: false, HTTP: true, 'HTTP_1.1': true }

function criteriaHold(
  criteria: string | readonly string[],
  lists: readonly Statement[],
  request: Request,
): Certainty {
  if (typeof criteria !== 'string') return criterionHolds(criteria, request)
  const known = ALWAYS[criteria]
  if (known !== undefined) return known
  const results = named(lists, 'acl')
    .filter(({ args }) => args[0] === criteria)
    .map(({ args }) => criterionHolds(args.slice(1), request))
  if (results.includes(true)) return true
  return results.length === 0 || results.includes(undefined) ? undefined : false
}

const MATCHES: Readonly<Record<string, (value: string, pattern: string, flags: string) => Certainty>> = {
  str: (value, pattern, flags) => fold(value, flags) === fold(pattern, flags),
  beg: (value, pattern, flags) => fold(value, flags).startsWith(fold(pattern, flags)),
  end: (value, pattern, flags) => fold(value, flags).endsWith(fold(pattern, flags)),
  sub: (value, pattern, flags) => fold(value, flags).includes(fold(pattern, flags)),
  dom: (value, pattern, flags) => fold(value, flags).includes(fold(pattern, flags)),
  dir: (value, pattern, flags) =>
    `${fold(value, flags)}/`.includes(`/${fold(pattern, flags).replace(/^\/|\/$/g, '')}/`),
  reg: (value, pattern, flags) => regex(pattern, flags)?.test(value),
}

const fold = (text: string, flags: string): string => (flags === 'i' ? text.toLowerCase() : text)

function criterionHolds([fetch = '', ...rest]: readonly string[], request: Request): Certainty {
  const flags = rest.includes('-i') ? 'i' : ''
  const method = rest[rest.indexOf('-m') + 1]
  const values = rest.filter(
    (word, index) => !word.startsWith('-') && rest[index - 1] !== '-m' && rest[index - 1] !== '-f',
  )
  if (rest.includes('-f')) return undefined
  const plain = /^([a-z._]+?)(?:_(beg|end|sub|dom|dir|reg|cnt|len))?(?:\(([^)]*)\))?$/i.exec(fetch)
  if (plain === null) return undefined
  const [, name = '', suffix, argument] = plain
  const subject = subjectOf(name, argument?.split(',')[0], request)
  if (subject === UNKNOWN) return undefined
  if (typeof subject === 'boolean') return subject
  if (rest.includes('-m') && method === 'found') return subject !== undefined
  if (subject === undefined) return false
  const match = MATCHES[rest.includes('-m') ? (method ?? 'str') : (suffix ?? 'str')]
  if (match === undefined || values.length === 0) return undefined
  const results = values.map((pattern) => match(subject, pattern, flags))
  return results.includes(true) ? true : results.includes(undefined) ? undefined : false
}

const UNKNOWN = Symbol('not in the file')

function subjectOf(
  name: string,
  argument: string | undefined,
  request: Request,
): string | boolean | undefined | typeof UNKNOWN {
  switch (name.toLowerCase()) {
    case 'path':
    case 'url':
    case 'capture.req.uri':
      return request.path
    case 'method':
      return request.method
    case 'ssl_fc':
      return request.hasTls
    case 'hdr':
    case 'req.hdr':
    case 'req.fhdr': {
      const header = argument?.toLowerCase()
      if (header === 'upgrade') return request.upgrade
      if (header === 'connection') return request.connection
      return header === 'host' && request.host !== undefined ? request.host : UNKNOWN
    }
    default:
      return UNKNOWN
  }
}
