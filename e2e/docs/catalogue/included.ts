/**
 * Pieces of the good configurations inside pages: a whole file, and what one form has otherwise than another. The
 * same renderer makes the files that run in the tests, so no page can show anything else.
 */
import { type Deployment, type GoodConfig, render } from '../../../proxy-configs/good.ts'
import { GOOD_CONFIGS, type GoodName } from '../../../proxy-configs/good-configs.ts'
import { FORMS, formOf } from './good-files.ts'

/** `good/nginx/tls`, or `good/nginx/tls-sub-path/from/tls` for the difference; undefined for other names. */
export function included(name: string): string | undefined {
  const [, good, form, other] = /^good\/([a-z-]+)\/([a-z-]+)(?:\/from\/([a-z-]+))?$/.exec(name) ?? []
  if (good === undefined || form === undefined) return undefined
  if (!(good in GOOD_CONFIGS)) throw new Error(`no good configuration is called ${good}`)
  const text = rendered(good as GoodName, form)
  return other === undefined
    ? fenced(LANGUAGES[good] ?? '', text.trimEnd())
    : fenced('diff', difference(body(rendered(good as GoodName, other)), body(text)))
}

/** What highlights them in usual readers. */
const LANGUAGES: Readonly<Record<string, string>> = {
  nginx: 'nginx',
  apache: 'apache',
  'apache-rewrite': 'apache',
  caddy: 'caddy',
  varnish: 'vcl',
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``

function rendered(name: GoodName, formName: string): string {
  const good: GoodConfig = GOOD_CONFIGS[name]
  const form = FORMS.find((each) => each.name === formName)
  const deployment: Deployment | undefined = form && formOf(good, form)
  if (deployment === undefined) throw new Error(`${name} has no form ${formName}`)
  return render(good, deployment)
}

const body = (text: string): readonly string[] => text.trimEnd().split('\n')

const AROUND = 1

/** Lines that are otherwise, each group with the line before and after it, as `diff -U1` shows them. */
export function difference(from: readonly string[], to: readonly string[]): string {
  const lines = compared(from, to)
  const near = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((line) => !line.startsWith(' '))
  return lines
    .flatMap((line, index) => {
      if (near(index)) return [line.trimEnd()]
      return index > 0 && near(index - 1) ? [' …'] : []
    })
    .join('\n')
}

/** Longest common subsequence (Wagner and Fischer 1974); these files have less than a hundred lines. */
function compared(from: readonly string[], to: readonly string[]): readonly string[] {
  const shared = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0))
  const at = (i: number, j: number) => shared[i]?.[j] ?? 0
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1)
      (shared[i] as number[])[j] =
        from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      lines.push(` ${from[i]}`)
      i += 1
      j += 1
    } else if (i < from.length && (j >= to.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`-${from[i]}`)
      i += 1
    } else {
      lines.push(`+${to[j]}`)
      j += 1
    }
  }
  return lines
}
