/**
 * What a value such as `$connection_upgrade` becomes for one request: variables that the request fills, maps
 * (ngx_http_map_module) and `set`. Undefined means that it cannot be told from the files; no rule guesses then.
 */
import { regex } from '../files.ts'
import { named, type Statement } from '../statement.ts'
import type { Level, NginxConfig } from './config.ts'

/** Variables by name, without the dollar sign. */
export type Request = Readonly<Record<string, string>>

export const HANDSHAKE: Request = { http_upgrade: 'websocket', http_connection: 'Upgrade' }
/** As Firefox wrote it for years: a list (RFC 9110 section 7.6.1 allows one). */
export const HANDSHAKE_LIST: Request = { http_upgrade: 'websocket', http_connection: 'keep-alive, Upgrade' }
export const PLAIN: Request = { http_upgrade: '', http_connection: 'keep-alive' }

const VARIABLE = /\$\{(\w+)\}|\$(\w+)/g
const DEEPEST = 10

/** The maps, and the lines of `set` that count at a level. */
export interface Definitions {
  readonly maps: ReadonlyMap<string, Statement>
  readonly sets: ReadonlyMap<string, string>
}

export function definitionsAt({ maps }: Pick<NginxConfig, 'maps'>, level: Level): Definitions {
  const sets = new Map<string, string>()
  for (let at: Level | undefined = level; at; at = at.above)
    for (const { args } of named(at.statements, 'set')) {
      const [name = '', value = ''] = args
      if (!sets.has(name.slice(1))) sets.set(name.slice(1), value)
    }
  return { maps: new Map(maps.map((map) => [map.args[1]?.slice(1) ?? '', map])), sets }
}

export function valueFor(
  text: string,
  request: Request,
  definitions: Definitions,
  depth = 0,
): string | undefined {
  if (depth > DEEPEST) return undefined
  let known = true
  const value = text.replace(VARIABLE, (_all, braced?: string, bare?: string) => {
    const name = (braced ?? bare) as string
    const found =
      request[name] ??
      mapped(definitions.maps.get(name), request, definitions, depth) ??
      fromSet(definitions.sets.get(name), request, definitions, depth)
    if (found === undefined) known = false
    return found ?? ''
  })
  return known ? value : undefined
}

const fromSet = (value: string | undefined, request: Request, definitions: Definitions, depth: number) =>
  value === undefined ? undefined : valueFor(value, request, definitions, depth + 1)

function mapped(
  map: Statement | undefined,
  request: Request,
  definitions: Definitions,
  depth: number,
): string | undefined {
  if (map === undefined) return undefined
  const source = valueFor(map.args[0] ?? '', request, definitions, depth + 1)
  if (source === undefined) return undefined
  const entries = (map.block ?? []).filter(({ name }) => name !== 'hostnames' && name !== 'volatile')
  const isPattern = ({ name }: Statement) => name.startsWith('~')
  const entry =
    entries.find((each) => !isPattern(each) && plain(each.name).toLowerCase() === source.toLowerCase()) ??
    entries.find((each) => isPattern(each) && matches(each.name, source)) ??
    entries.find(({ name }) => name === 'default')
  return entry === undefined ? '' : valueFor(entry.args[0] ?? '', request, definitions, depth + 1)
}

/** `\default` is the value of that name, not the keyword. */
const plain = (name: string): string => (name === 'default' ? '\u0000' : name.replace(/^\\/, ''))

const matches = (name: string, source: string): boolean =>
  (name.startsWith('~*') ? regex(name.slice(2), 'i') : regex(name.slice(1)))?.test(source) ?? false

/** Names of the variables in a value. */
export const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(VARIABLE)].map(([, braced, bare]) => (braced ?? bare) as string)
