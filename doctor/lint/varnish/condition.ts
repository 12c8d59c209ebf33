/** Conditions of VCL for one request: `!`, `&&`, `||`, comparisons of what a request has. Undefined: not in the file. */
import { regex } from '../files.ts'

export interface Request {
  readonly url: string
  readonly method: string
  /** In lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

type Certainty = boolean | undefined

export function holds(condition: string, request: Request): Certainty {
  const words = condition.match(/"[^"]*"?|&&|\|\||[()]|!~|!=|==|~|!|[^\s()!=~&|"]+|[&|=]/g) ?? []
  const cursor = { at: 0, depth: 0 }
  return either(words, cursor, request)
}

interface Cursor {
  at: number
  depth: number
}

const DEEPEST = 200

function either(words: readonly string[], cursor: Cursor, request: Request): Certainty {
  let result = both(words, cursor, request)
  while (words[cursor.at] === '||') {
    cursor.at += 1
    const next = both(words, cursor, request)
    result =
      result === true || next === true ? true : result === undefined || next === undefined ? undefined : false
  }
  return result
}

function both(words: readonly string[], cursor: Cursor, request: Request): Certainty {
  let result = one(words, cursor, request)
  while (words[cursor.at] === '&&') {
    cursor.at += 1
    const next = one(words, cursor, request)
    result =
      result === false || next === false
        ? false
        : result === undefined || next === undefined
          ? undefined
          : true
  }
  return result
}

function one(words: readonly string[], cursor: Cursor, request: Request): Certainty {
  const word = words[cursor.at]
  if (word === undefined || cursor.depth > DEEPEST) return undefined
  cursor.at += 1
  if (word === '!') {
    const inner = one(words, cursor, request)
    return inner === undefined ? undefined : !inner
  }
  if (word === '(') {
    cursor.depth += 1
    const inner = either(words, cursor, request)
    cursor.depth -= 1
    if (words[cursor.at] === ')') cursor.at += 1
    return inner
  }
  // A call, such as std.integer(…): what it gives is not in the file.
  if (words[cursor.at] === '(') {
    skip(words, cursor)
    if (/^(==|!=|~|!~|[<>]=?)$/.test(words[cursor.at] ?? '')) cursor.at += 2
    return undefined
  }
  const operator = words[cursor.at]
  if (operator === undefined || !/^(==|!=|~|!~|[<>]=?)$/.test(operator)) return present(word, request)
  const wanted = words[cursor.at + 1]
  cursor.at += 2
  if (words[cursor.at] === '(') skip(words, cursor)
  return compared(word, operator, wanted, request)
}

function skip(words: readonly string[], cursor: Cursor): void {
  let depth = 0
  do {
    depth += words[cursor.at] === '(' ? 1 : words[cursor.at] === ')' ? -1 : 0
    cursor.at += 1
  } while (depth > 0 && cursor.at < words.length)
}

const UNKNOWN = Symbol('not in the file')

function valueFor(word: string, { url, method, headers }: Request): string | undefined | typeof UNKNOWN {
  if (word === 'req.url') return url
  if (word === 'req.method' || word === 'req.request') return method
  const header = /^req\.http\.([\w-]+)$/i.exec(word)?.[1]?.toLowerCase()
  return header !== undefined && header in headers ? headers[header] : UNKNOWN
}

function present(word: string, request: Request): Certainty {
  const value = valueFor(word, request)
  return value === UNKNOWN ? undefined : value !== undefined
}

function compared(word: string, operator: string, wanted: string | undefined, request: Request): Certainty {
  const value = valueFor(word, request)
  if (value === UNKNOWN || !wanted?.startsWith('"')) return undefined
  const text = wanted.slice(1).replace(/"$/, '')
  const isNegated = operator.startsWith('!')
  if (value === undefined) return isNegated
  if (operator === '==' || operator === '!=') return (value === text) !== isNegated
  const tried = operator.endsWith('~') ? regex(text)?.test(value) : undefined
  return tried === undefined ? undefined : tried !== isNegated
}
