/**
 * Which app answers at an address, and how one knows. Every sign is asked for at once; the first dialect that is
 * recognised wins, in an order in which the more special stands before what it is built on. What is not recognised
 * is said to be so.
 */
import type { Outcome } from '../wire/ask.ts'
import { DIALECTS, type Dialect, type DialectName } from './dialect.ts'
import { engineIo } from './engine-io.ts'
import { etherpad } from './etherpad.ts'
import { generic } from './generic.ts'
import { hocuspocus } from './hocuspocus.ts'
import { holdfast } from './holdfast.ts'
import { plane } from './plane.ts'
import { yWebsocket } from './y-websocket.ts'

const KNOWN: { readonly [name in DialectName]: Dialect } = {
  holdfast,
  plane,
  etherpad,
  'engine.io': engineIo,
  hocuspocus,
  'y-websocket': yWebsocket,
  generic,
}

const IN_ORDER: readonly Dialect[] = [holdfast, plane, etherpad, engineIo, hocuspocus, yWebsocket]

export const dialectNamed = (name: DialectName): Dialect => KNOWN[name]

export const isDialectName = (text: string): text is DialectName =>
  (DIALECTS as readonly string[]).includes(text)

export interface Recognised {
  readonly dialect: Dialect
  /** How one knows, in words. */
  readonly why: string
  /** Path of the deployment below which everything of the dialect lies; ends in a slash, except for `generic`. */
  readonly base: string
}

/** The paths that an address may mean as base: itself, and itself without the ending of a page or a socket. */
function basesOf(path: string, { endings }: Dialect): readonly string[] {
  const slashed = path.endsWith('/') ? path : `${path}/`
  const cut = endings === undefined ? path : path.replace(endings, '')
  return cut === path ? [slashed] : [cut]
}

/** Without asking: how an address is read when the dialect is given. */
export const readAs = (dialect: Dialect, path: string, why: string): Recognised => ({
  dialect,
  why,
  base: dialect.name === 'generic' ? path : (basesOf(path, dialect)[0] as string),
})

/** `ask` gets a path with query. */
export async function recognise(
  path: string,
  ask: (path: string) => Promise<Outcome>,
): Promise<Recognised | { readonly dialect: undefined; readonly outcomes: readonly Outcome[] }> {
  const asked = new Map<string, Promise<Outcome>>()
  const once = (at: string) => {
    const known = asked.get(at) ?? ask(at)
    asked.set(at, known)
    return known
  }
  const looks = IN_ORDER.flatMap((dialect) =>
    basesOf(path, dialect).flatMap((base) =>
      dialect.signs.map(async (sign) => {
        const outcome = await once(`${base}${sign.path}`)
        const why = outcome.is === 'answered' ? sign.tells(outcome) : undefined
        return why === undefined ? undefined : { dialect, why, base }
      }),
    ),
  )
  const found = (await Promise.all(looks)).find((each) => each !== undefined)
  return found ?? { dialect: undefined, outcomes: await Promise.all(asked.values()) }
}
