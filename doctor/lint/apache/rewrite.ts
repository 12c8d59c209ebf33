/**
 * What the rewrite rules of one virtual host make of a request (mod_rewrite, "per-server context"). Conditions
 * about things that a file does not show are neither true nor false; a rule that hangs on one may match.
 */
import { regex } from '../files.ts'
import { named, type Statement } from '../statement.ts'

export interface Asking {
  readonly path: string
  readonly host: string | undefined
  readonly hasTls: boolean
  /** `Upgrade` and `Connection` as they come. */
  readonly upgrade: string
  readonly connection: string
}

export interface Rule {
  readonly rule: Statement
  readonly conditions: readonly Statement[]
}

/** The rules of a level, each with the conditions in front of it. */
export function rulesOf(statements: readonly Statement[]): readonly Rule[] {
  const rules: Rule[] = []
  let conditions: Statement[] = []
  for (const statement of named(statements, 'rewritecond', 'rewriterule')) {
    if (statement.name.toLowerCase() === 'rewritecond') conditions.push(statement)
    else {
      rules.push({ rule: statement, conditions })
      conditions = []
    }
  }
  return rules
}

const flagsOf = ({ args }: Statement, index: number): readonly string[] =>
  (args[index] ?? '')
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((flag) => flag.trim().toUpperCase())

export const isProxying = ({ rule }: Rule): boolean =>
  flagsOf(rule, 2).some((flag) => flag === 'P' || flag === 'PROXY')

/** The rule sends to a worker for WebSocket. */
export const isForSockets = (rule: Rule): boolean =>
  isProxying(rule) && /^wss?:\/\//i.test(rule.rule.args[1] ?? '')

export type Rewritten =
  | { readonly is: 'proxied'; readonly to: string; readonly by: Statement; readonly perhaps: boolean }
  | { readonly is: 'answered'; readonly by: Statement }
  | { readonly is: 'passed'; readonly path: string }

export function rewritten(rules: readonly Rule[], asking: Asking): Rewritten {
  let { path } = asking
  let perhaps: Rewritten | undefined
  for (const each of rules) {
    const { rule } = each
    const [pattern = '', substitution = '-'] = rule.args
    const flags = flagsOf(rule, 2)
    const isNegated = pattern.startsWith('!')
    const match = regex(pattern.replace(/^!/, ''), flags.includes('NC') ? 'i' : '')?.exec(path)
    if ((match == null) !== isNegated) continue
    const holds = allHold(each.conditions, { ...asking, path })
    if (holds === false) continue
    const to = substitution.replace(/\$(\d)/g, (_all, index: string) => match?.[Number(index)] ?? '')
    const result = outcome(rule, to, flags, holds === undefined)
    if (result === undefined) {
      if (holds && substitution !== '-') path = to
      if (holds && (flags.includes('L') || flags.includes('END') || flags.includes('LAST'))) break
    } else if (holds) return result
    // One that would not carry a handshake either way decides nothing.
    else if (result.is === 'proxied' && !/^https?:/i.test(result.to)) perhaps ??= result
  }
  return perhaps ?? { is: 'passed', path }
}

function outcome(
  rule: Statement,
  to: string,
  flags: readonly string[],
  perhaps: boolean,
): Rewritten | undefined {
  if (flags.includes('P') || flags.includes('PROXY')) return { is: 'proxied', to, by: rule, perhaps }
  const answers = flags.some((flag) => /^(R|REDIRECT|F|FORBIDDEN|G|GONE)(=|$)/.test(flag))
  return answers || /^(https?|wss?):\/\//i.test(to) ? { is: 'answered', by: rule } : undefined
}

/** `[OR]` binds a condition to the next one; undefined where it cannot be told. */
function allHold(conditions: readonly Statement[], asking: Asking): boolean | undefined {
  let unsure = false
  let group: (boolean | undefined)[] = []
  for (const condition of conditions) {
    group.push(conditionHolds(condition, asking))
    if (flagsOf(condition, 2).some((flag) => flag === 'OR' || flag === 'ORNEXT')) continue
    if (!group.includes(true)) {
      if (!group.includes(undefined)) return false
      unsure = true
    }
    group = []
  }
  return unsure ? undefined : true
}

export function conditionHolds(condition: Statement, asking: Asking): boolean | undefined {
  const [subject = '', wanted = ''] = condition.args
  const value = filled(subject, asking)
  const isNegated = wanted.startsWith('!')
  const pattern = wanted.replace(/^!/, '')
  const ignoreCase = flagsOf(condition, 2).some((flag) => flag === 'NC' || flag === 'NOCASE')
  if (value === undefined || /^-\w+$/.test(pattern) || /^[<>]/.test(pattern)) return undefined
  if (pattern.startsWith('=')) {
    const exact = pattern.slice(1).replace(/^"(.*)"$/, '$1')
    const equal = ignoreCase ? exact.toLowerCase() === value.toLowerCase() : exact === value
    return equal !== isNegated
  }
  const tried = regex(pattern, ignoreCase ? 'i' : '')
  return tried === undefined ? undefined : tried.test(value) !== isNegated
}

function filled(subject: string, asking: Asking): string | undefined {
  const known: Readonly<Record<string, string | undefined>> = {
    'http:upgrade': asking.upgrade,
    'http:connection': asking.connection,
    http_host: asking.host,
    server_name: asking.host,
    request_uri: asking.path,
    https: asking.hasTls ? 'on' : 'off',
    request_scheme: asking.hasTls ? 'https' : 'http',
    request_method: 'GET',
  }
  let isKnown = true
  const value = subject.replace(/%\{([^}]+)\}/g, (_all, name: string) => {
    const found = known[name.toLowerCase()]
    if (found === undefined) isKnown = false
    return found ?? ''
  })
  return isKnown ? value : undefined
}
