/** From a Caddyfile to its sites: snippets and files are put where `import` names them, with their arguments. */
import { bounded, type Files, folderOf, isPattern, joined } from '../files.ts'
import type { Oddity, Statement } from '../statement.ts'
import { parseCaddy } from './syntax.ts'

export interface CaddySite {
  readonly at: Statement['at']
  readonly addresses: readonly string[]
  readonly statements: readonly Statement[]
}

export interface CaddyTexts {
  readonly sites: readonly CaddySite[]
  readonly oddities: readonly Oddity[]
}

const DEEPEST_IMPORT = 10
/** Past so many lines imports import each other in circles. */
const MOST_STATEMENTS = 50_000

const SNIPPET = /^\(([^)]+)\)$/

export function readCaddy(name: string, text: string, all: Files): CaddyTexts {
  const files = bounded(all)
  const { statements: top, oddities: own } = parseCaddy(name, text)
  const oddities = [...own]
  const snippets = new Map(
    top.flatMap(({ name: head, block }) => {
      const snippet = SNIPPET.exec(head)?.[1]
      return snippet && block ? [[snippet, block] as const] : []
    }),
  )
  let budget = MOST_STATEMENTS

  const imported = ([what = '', ...args]: readonly string[], depth: number): readonly Statement[] => {
    const snippet = snippets.get(what)
    if (snippet) return expand(filled(snippet, args), depth + 1)
    const path = joined(folderOf(name), what)
    return (isPattern(path) ? files.matching(path) : [path]).flatMap((each) => {
      const content = files.read(each)
      if (content === undefined) return []
      const parsed = parseCaddy(each, content)
      oddities.push(...parsed.oddities)
      return expand(filled(parsed.statements, args), depth + 1)
    })
  }

  const expand = (statements: readonly Statement[], depth: number): readonly Statement[] =>
    statements.flatMap((statement) => {
      budget -= 1
      if (budget < 0) return []
      if (statement.block) return [{ ...statement, block: expand(statement.block, depth) }]
      if (statement.name !== 'import') return [statement]
      return depth < DEEPEST_IMPORT ? imported(statement.args, depth) : []
    })

  const sites = expand(
    top.filter(({ name: head }) => !SNIPPET.test(head) && !head.startsWith('&(')),
    0,
  )
  return { sites: sitesOf(sites), oddities }
}

/** `{args[0]}`, and `{args.0}` of older versions. */
const filled = (statements: readonly Statement[], args: readonly string[]): readonly Statement[] => {
  const put = (text: string) =>
    text.replace(/\{args[[.](\d+)\]?\}/g, (all, index: string) => args[Number(index)] ?? all)
  return statements.map((statement) => ({
    ...statement,
    name: put(statement.name),
    args: statement.args.map(put),
    ...(statement.block && { block: filled(statement.block, args) }),
  }))
}

const DIRECTIVES =
  /^(reverse_proxy|handle|handle_path|route|redir|respond|file_server|encode|root|tls|header|log|import|request_body|rewrite|uri|try_files|php_fastcgi|forward_auth|basic_?auth|bind|vars|abort|error|handle_errors|templates|@.+)$/

/** A file of one site may leave its braces out: the first line is the address. A part of a site has none at all. */
function sitesOf(top: readonly Statement[]): readonly CaddySite[] {
  const sites = top.filter(({ block, name }) => block !== undefined && name !== '' && !DIRECTIVES.test(name))
  if (sites.length > 0)
    return sites.map(({ name, args, at, block = [] }) => ({
      at,
      addresses: [name, ...args].flatMap((word) => word.split(',')).filter((word) => word !== ''),
      statements: block,
    }))
  const rest = top.filter(({ name }) => name !== '')
  const [first, ...others] = rest
  if (first === undefined) return []
  if (DIRECTIVES.test(first.name)) return [{ at: first.at, addresses: [], statements: rest }]
  return [{ at: first.at, addresses: [first.name, ...first.args], statements: others }]
}
