/**
 * What every proxy's language is to the rules: statements of words, some with a block of further statements, each
 * with the place where somebody finds it. How a language writes them is the business of its own reader.
 */

/** Both counted from 1, as editors do. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

export interface Statement {
  readonly name: string
  readonly args: readonly string[]
  readonly at: Place
  readonly block?: readonly Statement[]
}

/** Something that was read and not understood; the rest of the file was. */
export interface Oddity {
  readonly at: Place
  readonly what: string
  /** Set where the proxy itself refuses the whole file for it. */
  readonly refused?: true
}

/** A site or line of a file about which something is said that is no fault. */
export type Remark = Pick<Oddity, 'at' | 'what'>

export interface Parsed {
  readonly statements: readonly Statement[]
  readonly oddities: readonly Oddity[]
}

/** The statements of a level that have this name, upper and lower case alike. */
export const named = (statements: readonly Statement[], ...names: readonly string[]): readonly Statement[] =>
  statements.filter(({ name }) => names.includes(name.toLowerCase()))

/** A statement and everything inside of it, in the order of the file. */
export const within = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((statement) => [statement, ...within(statement.block ?? [])])
