/**
 * `holdfast doctor`: reads the command line, looks, and prints one of the reports. What it knows of the terminal is
 * handed in.
 */
import { parseArgs } from 'node:util'
import { type Command, type Outcome, usage } from './command.ts'
import { type DiagnoseOptions, DiagnoseUsage, diagnose } from './diagnose.ts'
import { DIALECTS } from './dialects/dialect.ts'
import { isDialectName } from './dialects/recognise.ts'
import { against } from './report/against.ts'
import { type HumanOptions, human } from './report/human.ts'
import { json } from './report/json.ts'
import { junit } from './report/junit.ts'
import { createProgress } from './report/progress.ts'
import type { Header } from './wire/endpoint.ts'
import type { Platform } from './wire/platform.ts'

const NAME = 'doctor'

const HELP = `holdfast doctor URL [options]

Looks at a deployment from outside, as a visitor would, and names what breaks its WebSocket: which proxy, why, and
the lines to change. URL is the address people open, or that of the WebSocket.

  --direct URL         the app without any proxy; with it the guilty side is known
  --hop URL            one proxy of the way by itself, from the outside in; give it once for each
  --dialect NAME       ${DIALECTS.join(', ')}; found out by itself
  --against URL        a second deployment, side by side
  --config FILE        the proxy's configuration: it tells causes apart that look
                       the same, and the fix is shown as a diff of it
  --soak SECONDS       leave connections silent for so long, to find timeouts; 90 finds the usual ones
  --two-user           let two people write into a pad of their own, and a third come later
  --read-only          make nothing, not even a pad that is removed again
  --origin ORIGIN      the page's Origin, when it is another than the address
  --header 'N: VALUE'  sent with every request, such as a Cookie; give it once for each
  --resolve NAME=ADDR  what a name means, instead of what the DNS says; give it once for each
  --ca FILE            certificates to trust beside the system's, in PEM
  --through URL        a forward proxy on the visitor's side
  --patience SECONDS   how long nobody answers before it counts as hanging; 10 by itself
  -v, --verbose        with what was sent and what came back, and every fault that looks alike
  --json, --junit      for programs
  --strict             warnings count

Exit: 0 healthy, 1 a fault was found, 2 only warnings (with --strict), 64 a mistake in the command line,
69 nothing answers at the address, 70 the doctor itself broke.
`

export interface DoctorDeps {
  readonly platform: Platform
  readonly version: string
  today(): number
  readFile(path: string): Promise<string>
  /** Where progress is shown. */
  readonly terminal: { readonly isTerminal: boolean; readonly width: number; write(text: string): void }
  /** Of what is printed. */
  readonly colour: boolean
}

const MAX_WIDTH = 80

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      direct: { type: 'string' },
      hop: { type: 'string', multiple: true },
      dialect: { type: 'string' },
      against: { type: 'string' },
      config: { type: 'string' },
      soak: { type: 'string' },
      'two-user': { type: 'boolean' },
      'read-only': { type: 'boolean' },
      origin: { type: 'string' },
      header: { type: 'string', multiple: true },
      resolve: { type: 'string', multiple: true },
      ca: { type: 'string' },
      through: { type: 'string' },
      patience: { type: 'string' },
      verbose: { type: 'boolean', short: 'v' },
      json: { type: 'boolean' },
      junit: { type: 'boolean' },
      strict: { type: 'boolean' },
    },
  })

type Values = ReturnType<typeof read>['values']

export function createDoctor(deps: DoctorDeps): Command {
  async function run(args: readonly string[]): Promise<Outcome> {
    try {
      const { values, positionals } = read(args)
      const [address, ...more] = positionals
      if (address === undefined || more.length > 0) {
        return usage(NAME, `expected one address, got ${positionals.join(' ') || 'none'}`)
      }
      const options = await optionsOf(values, deps)
      return await report(address, options, values)
    } catch (error) {
      // What the command line parser, or the doctor itself, has against the arguments.
      const isUsage = error instanceof DiagnoseUsage || (error instanceof Error && 'code' in error)
      if (isUsage) return usage(NAME, (error as Error).message)
      throw error
    }
  }

  async function report(address: string, options: DiagnoseOptions, values: Values): Promise<Outcome> {
    const { platform, terminal, version, today } = deps
    const more = ((options.soak ?? 0) + (options.patience ?? 10)) * 1000
    const progress = createProgress({ ...terminal, more }, { platform, write: terminal.write })
    const look = (url: string) =>
      diagnose(url, options, { platform, today, version, progress: progress.take })
    try {
      const diagnosis = await look(address)
      const other = values.against === undefined ? undefined : await look(values.against)
      progress.close()
      const paper: HumanOptions = {
        colour: deps.colour,
        width: MAX_WIDTH,
        verbose: values.verbose === true,
      }
      if (values.json === true) {
        const out = other === undefined ? json(diagnosis) : `${JSON.stringify([diagnosis, other], null, 2)}\n`
        return { exit: diagnosis.exit, out }
      }
      if (values.junit === true) return { exit: diagnosis.exit, out: junit(diagnosis) }
      if (other !== undefined) return { exit: diagnosis.exit, out: against(diagnosis, other, paper) }
      return { exit: diagnosis.exit, out: human(diagnosis, paper) }
    } finally {
      progress.close()
    }
  }

  return { name: NAME, about: 'find out which proxy breaks a deployment, and why', help: HELP, run }
}

async function optionsOf(values: Values, deps: DoctorDeps): Promise<DiagnoseOptions> {
  const { dialect = 'auto', hop, direct, origin, through, strict } = values
  if (dialect !== 'auto' && !isDialectName(dialect)) {
    throw new DiagnoseUsage(`--dialect must be auto or one of ${DIALECTS.join(', ')}, got ${dialect}`)
  }
  const file = async (option: string, path: string | undefined) =>
    path === undefined
      ? undefined
      : deps.readFile(path).catch((error: unknown) => {
          throw new DiagnoseUsage(`--${option}: ${error instanceof Error ? error.message : String(error)}`)
        })
  const [config, authorities] = await Promise.all([file('config', values.config), file('ca', values.ca)])
  return {
    dialect: dialect === 'auto' ? undefined : dialect,
    hops: hop ?? [],
    direct,
    origin,
    through,
    config,
    authorities,
    headers: (values.header ?? []).map(headerOf),
    resolve: Object.fromEntries((values.resolve ?? []).map(resolveOf)),
    soak: numberOf('soak', values.soak, 0, 3600) ?? 0,
    ...(values.patience !== undefined && { patience: numberOf('patience', values.patience, 1, 600) ?? 10 }),
    twoUser: values['two-user'] === true,
    readOnly: values['read-only'] === true,
    strict: strict === true,
  }
}

/** RFC 9110 §5.1 and §5.5: a name is a token, and a value is one line. */
const HEADER = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([^\r\n\0]*)$/

function headerOf(text: string): Header {
  const found = HEADER.exec(text)
  if (found === null) throw new DiagnoseUsage(`--header must be 'Name: value', got ${text}`)
  return [found[1] as string, found[2] as string]
}

function resolveOf(text: string): readonly [string, string] {
  const found = /^([^=\s]+)=\[?([0-9a-fA-F.:]+)\]?$/.exec(text)
  if (found === null) throw new DiagnoseUsage(`--resolve must be NAME=ADDRESS, got ${text}`)
  return [found[1] as string, found[2] as string]
}

function numberOf(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || value < least || value > most) {
    throw new DiagnoseUsage(`--${name} must be seconds from ${least} to ${most}, got ${text}`)
  }
  return value
}
