/**
 * The one renderer of proxy configurations: from a template to the text somebody pastes, the text a test runs,
 * and the text `holdfast proxy-config` prints. Line by line, so that every proxy's language is the same to it.
 *
 * In a template, `{{name}}` is a place for a value. A line that ends in `#? word word` stays only where all these
 * conditions hold, and one that ends in `#* upstream` is repeated for every upstream. Neither ending survives.
 */

/** What a variant of a good config is for. `plain` and `root` are where `tls` and `sub-path` are not. */
export type Condition =
  | 'tls'
  | 'plain'
  | 'sub-path'
  | 'root'
  /** Another proxy of one's own stands in front, and what it says about the visitor is passed on. */
  | 'inner'
  /** People reach this proxy itself. */
  | 'edge'
  /** More than one upstream. */
  | 'balanced'
  | 'single'

/** By the name between the braces; a list is for the lines that repeat. */
export type Values = Readonly<Record<string, string | readonly string[]>>

const CONDITION = /\s*#\? ([a-z -]+)$/
const REPEAT = /\s*#\* ([a-z-]+)$/
const PLACE = /\{\{([a-z-]+)\}\}/g

/** The lines that stay, repeated where they repeat; places are still open. */
export function select(template: string, conditions: ReadonlySet<Condition>): string {
  const lines = template.split('\n').flatMap((line) => {
    const wanted = CONDITION.exec(line)
    if (wanted === null) return [line]
    const holds = (wanted[1] as string).split(' ').every((word) => conditions.has(word as Condition))
    return holds ? [line.replace(CONDITION, '')] : []
  })
  return lines.join('\n').replace(/\n{3,}/g, '\n\n')
}

/** Every place filled. Throws when a value is missing, because a half-filled configuration may even start. */
export function fill(text: string, values: Values): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const repeat = REPEAT.exec(line)
      if (repeat === null) return [fillLine(line, values)]
      const items = values[repeat[1] as string]
      if (!Array.isArray(items))
        throw new Error(`the configuration repeats a line for each ${repeat[1]}; give a list`)
      const bare = line.replace(REPEAT, '')
      return items.map((_item, index) => fillLine(bare, { ...nth(values, index), number: String(index + 1) }))
    })
    .join('\n')
}

/** Lists walk side by side: the host of the second upstream stands beside its port. */
const nth = (values: Values, index: number): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (value[index] ?? ''),
    ]),
  )

const fillLine = (line: string, values: Values): string =>
  line.replaceAll(PLACE, (_place, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the configuration needs a value for "${name}": ${line.trim()}`)
    return typeof value === 'string' ? value : (value[0] ?? '')
  })
