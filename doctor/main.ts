/** `holdfast`: finds the command, runs it, and hands its words to the terminal. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createOperateCommands } from '../server/operate/commands.ts'
import { type Command, EXIT, type Outcome } from './command.ts'
import { createDoctor } from './doctor.ts'
import { lintCommand } from './lint/lint-command.ts'
import { proxyConfig } from './proxy-config.ts'
import { nodePlatform } from './wire/node-platform.ts'

/** From dist/doctor/, where this file is run. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const doctor = createDoctor({
  platform: nodePlatform,
  version,
  today: Date.now,
  readFile: (path) => readFile(path, 'utf8'),
  terminal: {
    isTerminal: process.stderr.isTTY === true,
    width: process.stderr.columns ?? 80,
    write: (text) => void process.stderr.write(text),
  },
  // https://no-color.org: a wish of the reader's, whatever the value.
  colour: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
})

const operate = createOperateCommands({
  environment: process.env,
  version,
  now: Date.now,
  stdout: process.stdout,
})

const COMMANDS: readonly Command[] = [doctor, lintCommand, proxyConfig, ...operate]

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
