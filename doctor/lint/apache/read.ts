/**
 * From files to the directives that count: includes are followed, and conditions that a file can answer by itself
 * (IfModule, IfDefine, IfVersion) are answered. Where no LoadModule is in sight, every module is taken for loaded,
 * because distributions load them in files of their own.
 */

import { bounded, type Files, folderOf, isPattern, joined } from '../files.ts'
import { atLeast } from '../finding.ts'
import { named, type Oddity, type Parsed, type Statement, within } from '../statement.ts'
import { parseApache } from './syntax.ts'

export interface ApacheTexts extends Parsed {
  /** Names such as `rewrite`, or undefined where the files do not say. */
  readonly modules: ReadonlySet<string> | undefined
  /** Sections that are skipped because their module is not loaded. */
  readonly skipped: readonly Statement[]
}

const DEEPEST_INCLUDE = 10

export function readApache(
  parts: readonly { readonly name: string; readonly text: string }[],
  files: Files,
  version: string | undefined,
): ApacheTexts {
  const oddities: Oddity[] = []
  const from = bounded(files)
  const included = parts.flatMap(({ name, text }) => expand(name, text, from, oddities, [name]))
  const loads = within(included).filter(({ name }) => name.toLowerCase() === 'loadmodule')
  const modules =
    loads.length === 0
      ? undefined
      : new Set(loads.map(({ args }) => (args[0] ?? '').toLowerCase().replace(/_module$/, '')))
  const defines = new Map(
    within(included)
      .filter(({ name }) => name.toLowerCase() === 'define')
      .map(({ args: [name = '', value = ''] }) => [name, value]),
  )
  const skipped: Statement[] = []
  const statements = answered(included, { modules, defines, version, skipped })
  return { statements: used(statements), oddities, modules, skipped }
}

function expand(
  file: string,
  text: string,
  files: Files,
  oddities: Oddity[],
  trail: readonly string[],
): readonly Statement[] {
  const parsed = parseApache(file, text)
  oddities.push(...parsed.oddities)
  const root = named(parsed.statements, 'serverroot')[0]?.args[0] ?? folderOf(trail[0] as string)
  const follow = (statements: readonly Statement[]): readonly Statement[] =>
    statements.flatMap((statement) => {
      if (statement.block) return [{ ...statement, block: follow(statement.block) }]
      if (!/^include(optional)?$/i.test(statement.name)) return [statement]
      const path = joined(root, statement.args[0] ?? '')
      return (isPattern(path) ? files.matching(path) : [path]).flatMap((each) => {
        const content = trail.includes(each) || trail.length > DEEPEST_INCLUDE ? undefined : files.read(each)
        return content === undefined ? [] : expand(each, content, files, oddities, [...trail, each])
      })
    })
  return follow(parsed.statements)
}

interface Known {
  readonly modules: ReadonlySet<string> | undefined
  readonly defines: ReadonlyMap<string, string>
  readonly version: string | undefined
  readonly skipped: Statement[]
}

function answered(statements: readonly Statement[], known: Known): readonly Statement[] {
  return statements.flatMap((statement) => {
    const { block, args } = statement
    if (block === undefined) return [{ ...statement, args: args.map((arg) => filled(arg, known)) }]
    const holds = condition(statement, known)
    if (holds === undefined)
      return [{ ...statement, args: args.map((arg) => filled(arg, known)), block: answered(block, known) }]
    if (!holds) known.skipped.push(statement)
    return holds ? answered(block, known) : []
  })
}

const filled = (text: string, { defines }: Known): string =>
  text.replace(/\$\{(\w+)\}/g, (all, name: string) => defines.get(name) ?? all)

/** Whether the content counts; undefined for sections that ask no such question. */
function condition({ name, args }: Statement, known: Known): boolean | undefined {
  const asked = (args[0] ?? '').replace(/^!/, '')
  const isNegated = (args[0] ?? '').startsWith('!')
  switch (name.toLowerCase()) {
    case 'ifmodule': {
      const module = asked.toLowerCase().replace(/^mod_|_module$|\.c$/g, '')
      // What is compiled in has no LoadModule.
      const isLoaded =
        known.modules === undefined || known.modules.has(module) || /^(core|mpm_|so$)/.test(module)
      return isLoaded !== isNegated
    }
    case 'ifdefine':
      return known.defines.has(asked) !== isNegated
    case 'ifversion': {
      const [operator, version = ''] = args.length > 1 ? [asked, args[1]] : ['=', asked]
      const isNew = atLeast(known.version, version) ?? true
      return (operator.startsWith('<') ? !isNew : isNew) !== isNegated
    }
    default:
      return undefined
  }
}

/** `Use` puts the lines of a `<Macro>` in its place (mod_macro). */
function used(statements: readonly Statement[]): readonly Statement[] {
  const macros = new Map(
    named(statements, 'macro').map((macro) => [(macro.args[0] ?? '').toLowerCase(), macro]),
  )
  if (macros.size === 0) return statements
  const apply = (list: readonly Statement[], depth: number): readonly Statement[] =>
    list.flatMap((statement) => {
      if (statement.name.toLowerCase() === 'macro') return []
      if (statement.name.toLowerCase() === 'use' && depth < DEEPEST_INCLUDE) {
        const macro = macros.get((statement.args[0] ?? '').toLowerCase())
        const names = macro?.args.slice(1) ?? []
        const values = statement.args.slice(1)
        const put = (text: string) =>
          names.reduce((filling, name, index) => filling.replaceAll(name, values[index] ?? ''), text)
        return apply(withArgs(macro?.block ?? [], put), depth + 1)
      }
      return [statement.block ? { ...statement, block: apply(statement.block, depth) } : statement]
    })
  return apply(statements, 0)
}

const withArgs = (statements: readonly Statement[], put: (text: string) => string): readonly Statement[] =>
  statements.map((statement) => ({
    ...statement,
    args: statement.args.map(put),
    ...(statement.block && { block: withArgs(statement.block, put) }),
  }))
