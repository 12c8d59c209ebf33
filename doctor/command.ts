/** What a command of `holdfast` is to the command line: words in, words out and an exit code. No process, no I/O. */

/** sysexits.h: 64 is a mistake in the command line, 69 something that cannot be reached, 70 a fault of our own. */
export const EXIT = { ok: 0, found: 1, warned: 2, usage: 64, unreachable: 69, internal: 70 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export interface Outcome {
  readonly exit: ExitCode
  /** For stdout. */
  readonly out?: string
  /** For stderr. */
  readonly error?: string
}

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly about: string
  /** The whole help text. */
  readonly help: string
  run(args: readonly string[]): Outcome | Promise<Outcome>
}

/** A mistake in the command line, told together with where to read how it is meant. */
export const usage = (name: string, what: string): Outcome => ({
  exit: EXIT.usage,
  error: `holdfast ${name}: ${what}\nSee: holdfast ${name} --help`,
})
