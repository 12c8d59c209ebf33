/** What becomes of one request that enters a frontend: rules in the order of the file, then a backend and its rules. */
import { regex } from '../files.ts'
import { named, type Statement } from '../statement.ts'
import { applies, type Request } from './condition.ts'

export interface Arrived {
  readonly backend: Statement
  readonly request: Request
  /** Lines that took something from it, by what they took. */
  readonly removed: Readonly<Record<'upgrade' | 'connection', Statement | undefined>>
  /** Names of headers that were set, in lower case, and by which line. */
  readonly set: ReadonlyMap<string, Statement>
  /** False where a rule rewrote the path in a way that is not understood. */
  readonly isPathKnown: boolean
}

export type Journey =
  | { readonly is: 'arrived'; readonly possible: readonly Arrived[] }
  | { readonly is: 'refused'; readonly by: Statement }
  | { readonly is: 'redirected'; readonly by: Statement }
  | { readonly is: 'nowhere' }

type Traveller = Omit<Arrived, 'backend'>

export function journey(sections: readonly Statement[], front: Statement, request: Request): Journey {
  const lines = front.block ?? []
  const start: Traveller = {
    request,
    removed: { upgrade: undefined, connection: undefined },
    set: new Map(),
    isPathKnown: true,
  }
  const passed = through(lines, start)
  if ('is' in passed) return passed
  const backends =
    front.name === 'listen' && named(lines, 'server').length > 0
      ? [front]
      : chosen(sections, lines, passed.request)
  const results = backends.map((backend) => {
    const after = backend === front ? passed : through(backend.block ?? [], passed)
    return 'is' in after ? after : { ...after, backend }
  })
  const possible = results.filter((result): result is Arrived => 'backend' in result)
  if (possible.length > 0) return { is: 'arrived', possible }
  const [stopped] = results
  return stopped && 'is' in stopped ? stopped : { is: 'nowhere' }
}

/** The first backend whose condition holds; those that cannot be told are possible besides. */
function chosen(
  sections: readonly Statement[],
  lines: readonly Statement[],
  request: Request,
): readonly Statement[] {
  const backend = (name: string | undefined) =>
    sections.filter((section) => /^(backend|listen)$/.test(section.name) && section.args[0] === name)
  const possible: Statement[] = []
  for (const { args } of named(lines, 'use_backend')) {
    const result = applies(args, lines, request)
    // The name may be made of the request itself: %[…].
    if (result !== false) possible.push(...backend(args[0]))
    if (result === true) return possible
  }
  return [...possible, ...named(lines, 'default_backend').flatMap(({ args }) => backend(args[0]))]
}

function through(
  lines: readonly Statement[],
  start: Traveller,
): Traveller | Extract<Journey, { is: 'refused' | 'redirected' }> {
  let here = start
  for (const line of lines) {
    const [action = '', ...args] = line.name === 'redirect' ? ['redirect', ...line.args] : line.args
    if (line.name !== 'http-request' && line.name !== 'redirect') continue
    if (applies(args, lines, here.request) !== true) continue
    if (/^(deny|reject|tarpit|return|silent-drop)$/.test(action)) return { is: 'refused', by: line }
    if (action === 'redirect') return { is: 'redirected', by: line }
    here = changed(here, line, action, args)
  }
  return here
}

function changed(
  { request, removed, set, isPathKnown }: Traveller,
  line: Statement,
  action: string,
  args: readonly string[],
): Traveller {
  const header = (args[0] ?? '').toLowerCase()
  const same = { request, removed, set, isPathKnown }
  if (action === 'del-header' && (header === 'upgrade' || header === 'connection'))
    return { ...same, request: { ...request, [header]: undefined }, removed: { ...removed, [header]: line } }
  if (action === 'set-header' || action === 'add-header')
    return { ...same, set: new Map([...set, [header, line]]) }
  if (action === 'replace-path' || action === 'replace-uri') {
    const to = (args[1] ?? '').replace(/\\(\d)/g, (_all, digit: string) => `$${digit}`)
    const pattern = regex(`^(?:${args[0] ?? ''})$`)
    return pattern
      ? { ...same, request: { ...request, path: request.path.replace(pattern, to) } }
      : { ...same, isPathKnown: false }
  }
  return action === 'set-path' || action === 'set-uri' ? { ...same, isPathKnown: false } : same
}
