/** `holdfast`: finds the command, runs it, and hands its words to the terminal. */
import { type Command, EXIT, type Outcome } from './command.ts'
import { lintCommand } from './lint/lint-command.ts'
import { proxyConfig } from './proxy-config.ts'

const COMMANDS: readonly Command[] = [proxyConfig, lintCommand]

const overview = (): string =>
  [
    'holdfast COMMAND [arguments]',
    '',
    ...COMMANDS.map(({ name, about }) => `  ${name.padEnd(14)}${about}`),
    '',
    'holdfast COMMAND --help tells how each is used. The server itself starts with: npm start',
    '',
  ].join('\n')

async function run([name, ...args]: readonly string[]): Promise<Outcome> {
  if (name === undefined || name === '--help' || name === 'help') return { exit: EXIT.ok, out: overview() }
  const command = COMMANDS.find((known) => known.name === name)
  if (command === undefined) return { exit: EXIT.usage, error: `holdfast knows no ${name}\n\n${overview()}` }
  if (args.includes('--help')) return { exit: EXIT.ok, out: command.help }
  return command.run(args)
}

const { exit, out, error } = await run(process.argv.slice(2))
if (out !== undefined) process.stdout.write(out)
if (error !== undefined) process.stderr.write(`${error}\n`)
process.exitCode = exit
