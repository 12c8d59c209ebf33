/** What `vcl_recv` decides about one request, and what it made of its address and headers before. */
import { regex } from '../files.ts'
import { named, type Statement } from '../statement.ts'
import { holds, type Request } from './condition.ts'

export interface Decision {
  /** `pipe`, `pass`, `hash`, `synth`, … */
  readonly action: string
  /** What else may have been decided before, under conditions that the file does not answer. */
  readonly possible: readonly string[]
  readonly by: Statement | undefined
  /** Conditions around the line that decided. */
  readonly under: readonly string[]
  readonly request: Request
  readonly isUrlKnown: boolean
  readonly set: ReadonlySet<string>
}

interface State {
  request: Request
  isUrlKnown: boolean
  set: Set<string>
  possible: string[]
}

/** All subs of a name are one (vcl(7)); a decision nobody made is Varnish's own: hash. */
export function decide(statements: readonly Statement[], request: Request): Decision {
  const state: State = { request, isUrlKnown: true, set: new Set(), possible: [] }
  const lines = subsOf(statements, 'vcl_recv')
  const decided = run(lines, state, true, [], statements, 0)
  return {
    action: decided?.action ?? 'hash',
    possible: state.possible,
    by: decided?.by,
    under: decided?.under ?? [],
    request: state.request,
    isUrlKnown: state.isUrlKnown,
    set: state.set,
  }
}

export const subsOf = (statements: readonly Statement[], name: string): readonly Statement[] =>
  named(statements, 'sub')
    .filter(({ args }) => args[0] === name)
    .flatMap(({ block = [] }) => block)

interface Decided {
  readonly action: string
  readonly by: Statement
  readonly under: readonly string[]
}

const DEEPEST_CALL = 10

function run(
  lines: readonly Statement[],
  state: State,
  isCertain: boolean,
  under: readonly string[],
  all: readonly Statement[],
  depth: number,
): Decided | undefined {
  let taken: boolean | undefined = false
  for (const line of lines) {
    const branch = /^(if|elseif|else)$/.test(line.name)
    if (line.name === 'if') taken = false
    if (branch) {
      if (taken === true) continue
      const condition = line.name === 'else' ? 'else' : (line.args[0] ?? '')
      const result = line.name === 'else' ? true : holds(condition, state.request)
      if (result === false) continue
      const sure = isCertain && result === true && taken === false
      const decided = run(line.block ?? [], state, sure, [...under, condition], all, depth)
      if (decided) return decided
      if (result === true) taken = true
      else taken = undefined
    } else if (line.name === 'return') {
      const action = line.args.find((word) => /^[a-z]/.test(word)) ?? ''
      if (isCertain) return { action, by: line, under }
      state.possible.push(action)
      return undefined
    } else if (line.name === 'call' && depth < DEEPEST_CALL) {
      const decided = run(subsOf(all, line.args[0] ?? ''), state, isCertain, under, all, depth + 1)
      if (decided) return decided
    } else if (line.name === 'set' || line.name === 'unset') assign(line, state, isCertain)
  }
  return undefined
}

function assign({ name, args }: Statement, state: State, isCertain: boolean): void {
  const [target = '', ...value] = args
  const header = /^req\.http\.([\w-]+)$/i.exec(target)?.[1]?.toLowerCase()
  if (header !== undefined) {
    if (name === 'set') state.set.add(header)
    else if (isCertain)
      state.request = { ...state.request, headers: { ...state.request.headers, [header]: undefined } }
    return
  }
  if (target !== 'req.url') return
  const words = /^= regsub(?:all)? \( req\.url , ("[^"]*") , ("[^"]*") \)$/.exec(value.join(' '))
  const pattern = words && regex((words[1] as string).slice(1, -1))
  if (!pattern || !isCertain) state.isUrlKnown = false
  else {
    const to = (words[2] as string).slice(1, -1).replace(/\\(\d)/g, (_all, digit: string) => `$${digit}`)
    state.request = { ...state.request, url: state.request.url.replace(pattern, to) }
  }
}
