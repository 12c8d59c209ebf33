/**
 * `--proxies nginx,apache` and `--faults upgrade,timeout` on a suite's command line: a smaller run, made on purpose.
 * Pure. Words that are not about that are passed on to the program which runs the tests.
 */
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'

export const PROXIES: readonly string[] = [
  ...new Set(Object.values(GOOD_CONFIGS).map(({ proxy }) => proxy as string)),
]

/** Option, and the variable that the tests read. */
const OPTIONS = { '--proxies': 'HOLDFAST_PROXIES', '--faults': 'HOLDFAST_FAULTS' } as const

export type Narrowed =
  | { readonly environment: Readonly<Record<string, string>>; readonly rest: readonly string[] }
  | { readonly wrong: string }

export function narrow(words: readonly string[]): Narrowed {
  const environment: Record<string, string> = {}
  const rest: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string
    const [option, ...value] = word.split('=')
    if (option !== '--proxies' && option !== '--faults') {
      rest.push(word)
      continue
    }
    if (value.length === 0) at += 1
    const given = value.length > 0 ? value.join('=') : (words[at] ?? '')
    const wrong = wrongIn(option, given)
    if (wrong !== undefined) return { wrong }
    environment[OPTIONS[option]] = given
  }
  return { environment, rest }
}

function wrongIn(option: keyof typeof OPTIONS, given: string): string | undefined {
  const names = given.split(',')
  const example = option === '--proxies' ? PROXIES.slice(0, 2).join(',') : 'upgrade,timeout'
  if (given.startsWith('-') || names.includes(''))
    return `${option} needs names, such as ${option} ${example}`
  const unknown = names.filter((name) => !PROXIES.includes(name))
  return option === '--proxies' && unknown.length > 0
    ? `--proxies does not know ${unknown.join(', ')}; there are ${PROXIES.join(', ')}`
    : undefined
}
