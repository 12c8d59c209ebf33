/** The command line of the commands about the data, read strictly: what is not understood is refused by name. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UsageError } from './outcome.ts'

export interface Given {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
}

const DATA = { data: { type: 'string' } } as const

/** Throws UsageError. `expected` names the positional arguments; there must be exactly so many. */
export const readArguments = (
  args: readonly string[],
  expected: readonly string[],
  options: NonNullable<ParseArgsConfig['options']> = {},
): Given => {
  let given: Given
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...DATA, ...options },
    })
    given = { positionals, values: values as Given['values'] }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  if (given.positionals.length !== expected.length || given.positionals.includes('')) {
    const got = given.positionals.join(' ') || 'nothing'
    throw new UsageError(`expected ${expected.join(' and ') || 'no file or folder'}, got ${got}`)
  }
  return given
}
