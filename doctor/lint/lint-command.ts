/** `holdfast lint`: reads the command line and the files, lints, and prints in the form asked for. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ProxyName } from '../../proxy-configs/good.ts'
import { type Command, EXIT, type Outcome, usage } from '../command.ts'
import type { Text } from './dialect.ts'
import { DIALECTS } from './dialects.ts'
import { type Files, fits, isPattern } from './files.ts'
import { type Asked, type LintReport, lint } from './lint.ts'
import { jsonReport } from './report-json.ts'
import { sarifReport } from './report-sarif.ts'
import { textReport } from './report-text.ts'

const NAME = 'lint'
const PROXIES = DIALECTS.map(({ proxy }) => proxy)

const HELP = `holdfast lint FILE… | -  [options]

Reads configurations of ${PROXIES.join(', ')}, and names what in them
breaks WebSocket and live pages, with the line and the lines that mend it. Nothing is started or changed.

  --path PATH          path of the app's sockets, such as /collab/ or /pads/collab/; without it a site is
                       well when one of its ways to an app lets a WebSocket through
  --host NAME          the name people type; without it all sites of the files are read
  --proxy NAME         which proxy the files are for; without it that is recognised
  --proxy-version N    its version, such as 1.29.7
  --format FORMAT      text (by itself), json or sarif

Included files are read, too. All of a running nginx: nginx -T 2>/dev/null | npx holdfast lint -
Exit code: 0 no fault, 1 faults found, 64 the command line or a file could not be used.
`

/** The outside world, as far as this command touches it. */
export interface LintDeps {
  /** Throws what the file system throws. */
  readFile(path: string): string
  /** Names in a folder; empty where there is none. */
  list(path: string): readonly string[]
  readInput(): string
}

export const createLintCommand = (deps: LintDeps): Command => ({
  name: NAME,
  about: 'find what breaks WebSocket in a proxy configuration',
  help: HELP,
  run: (args) => run(args, deps),
})

const FORMATS = ['text', 'json', 'sarif'] as const
type Format = (typeof FORMATS)[number]

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      path: { type: 'string' },
      host: { type: 'string' },
      proxy: { type: 'string' },
      'proxy-version': { type: 'string' },
      format: { type: 'string' },
    },
  })

function run(args: readonly string[], deps: LintDeps): Outcome {
  let given: ReturnType<typeof read>
  try {
    given = read(args)
  } catch (failure) {
    return usage(NAME, saying(failure))
  }
  const { values, positionals } = given
  const format = FORMATS.find((each) => each === (values.format ?? 'text'))
  if (format === undefined) return usage(NAME, `--format must be ${FORMATS.join(', ')}, got ${values.format}`)
  const asked = askedFor(values)
  if (typeof asked === 'string') return usage(NAME, asked)
  if (positionals.length === 0) return usage(NAME, 'expected a file, or - for the standard input')
  const texts: Text[] = []
  for (const name of positionals) {
    try {
      texts.push({
        name: name === '-' ? 'stdin' : name,
        text: name === '-' ? deps.readInput() : deps.readFile(name),
      })
    } catch (failure) {
      return usage(NAME, `${name} cannot be read: ${saying(failure)}`)
    }
  }
  const report = lint(texts, filesFrom(deps), asked)
  if (report.unknown.length > 0)
    return usage(
      NAME,
      `cannot tell for which proxy ${report.unknown.join(', ')} is; say it with --proxy (${PROXIES.join(', ')})`,
    )
  const hasFault = report.configs.some(({ findings }) => findings.length > 0)
  return { exit: hasFault ? EXIT.found : EXIT.ok, out: printed(report, format, asked) }
}

const saying = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure))

/** What the values ask for, or what is wrong with them. */
function askedFor(values: ReturnType<typeof read>['values']): Asked | string {
  const { path, host, proxy, 'proxy-version': version } = values
  if (path !== undefined && !/^\/[^\s?#]*$/.test(path))
    return `--path must begin with a slash, such as /collab/, got ${path}`
  if (host !== undefined && !/^[a-z0-9._-]+$/i.test(host))
    return `--host must be a name such as pads.example.org, got ${host}`
  if (version !== undefined && !/^\d+(\.\d+)*$/.test(version))
    return `--proxy-version must be numbers and dots such as 1.29.7, got ${version}`
  const known = PROXIES.find((each) => each === proxy)
  if (proxy !== undefined && known === undefined)
    return `--proxy must be one of ${PROXIES.join(', ')}, got ${proxy}`
  return { path: path?.replace(/\/?$/, '/'), host, version, proxy: known as ProxyName | undefined }
}

const printed = (report: LintReport, format: Format, { path }: Asked): string =>
  format === 'json'
    ? jsonReport(report)
    : format === 'sarif'
      ? sarifReport(report)
      : textReport(report, path !== undefined)

/** An include that cannot be read is as one that is not there: other machines have other files. */
function filesFrom(deps: LintDeps): Files {
  const matching = (pattern: string): readonly string[] =>
    pattern
      .split('/')
      .reduce<readonly string[]>(
        (folders, part) =>
          isPattern(part)
            ? folders.flatMap((folder) =>
                deps
                  .list(folder === '' ? '.' : folder)
                  .filter((name) => !name.startsWith('.') && fits(part, name))
                  .map((name) => `${folder}${name}/`),
              )
            : folders.map((folder) => `${folder}${part}/`),
        [''],
      )
      .map((path) => path.slice(0, -1))
      .sort()
  return {
    read: (path) => {
      try {
        return deps.readFile(path)
      } catch {
        return undefined
      }
    },
    matching,
  }
}

const MOST_BYTES = 16 * 1024 * 1024

function readFile(path: string): string {
  const { size } = statSync(path)
  if (size > MOST_BYTES) throw new Error(`it has ${size} bytes; a configuration has at most ${MOST_BYTES}`)
  return readFileSync(path, 'utf8')
}

export const lintCommand: Command = createLintCommand({
  readFile,
  list: (path) => {
    try {
      return readdirSync(path)
    } catch {
      return []
    }
  },
  // 0 is the standard input, also where it is a pipe.
  readInput: () => readFileSync(0, 'utf8'),
})
