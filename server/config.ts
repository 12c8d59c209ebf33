/**
 * Every option of the server: one table from which reading, validation and the documentation
 * (docs/operations/options.md) are made. This is the only file that sees `process.env`'s shape; it reads the
 * record it is given and never the process. A malformed value or an unknown HOLDFAST_ name stops the start. Those
 * about who may come in and how much of everything are in admission-options.ts.
 */
import { ADMISSION_OPTIONS, type AdmissionConfig } from './admission-options.ts'
import {
  httpUrl,
  isExpected,
  MINUTE,
  type Option,
  oneOf,
  onOrOff,
  orNone,
  some,
  whole,
} from './option-kinds.ts'

export interface Config extends AdmissionConfig {
  readonly port: number
  readonly host: string
  readonly data: string
  readonly storage: 'log' | 'memory'
  readonly publicUrl: string | undefined
  readonly logLevel: LogLevel
  readonly metricsPort: number | undefined
  readonly metricsHost: string
  readonly commitWindowMs: number
  readonly lingerMs: number
  readonly pingMs: number
  readonly pongMs: number
  readonly compression: boolean
  readonly exhibits: boolean
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export class ConfigError extends Error {
  readonly code: 'option-malformed' | 'option-unknown' | 'option-needed'
  constructor(code: ConfigError['code'], message: string) {
    super(message)
    this.name = 'ConfigError'
    this.code = code
  }
}

export const OPTIONS: { readonly [K in keyof Config]: Option<Config[K]> } = {
  port: {
    name: 'PORT',
    default: '3000',
    unit: 'TCP port',
    about: 'Where to listen; 0 takes a free one.',
    read: whole(0, 65_535),
  },
  host: {
    name: 'HOST',
    default: '127.0.0.1',
    unit: 'address',
    about: 'Address to listen at. The default is reached from this machine only, as behind a proxy.',
    read: some('an address such as 127.0.0.1 or ::'),
  },
  data: {
    name: 'HOLDFAST_DATA',
    default: './data',
    unit: 'folder',
    about: 'Where pads are kept. Made when missing.',
    read: some('a folder'),
  },
  storage: {
    name: 'HOLDFAST_STORAGE',
    default: 'log',
    unit: '',
    about: 'Engine: `log` on disk, or `memory`, which forgets everything at the stop.',
    read: oneOf('log', 'memory'),
  },
  publicUrl: {
    name: 'HOLDFAST_PUBLIC_URL',
    default: '',
    unit: 'URL',
    about: 'Address under which people reach this server; its path is the sub-path of the deployment.',
    read: httpUrl,
  },
  logLevel: {
    name: 'HOLDFAST_LOG_LEVEL',
    default: 'warn',
    unit: '',
    about: 'Least important log lines to write: debug, info (who joins and leaves), warn, error, silent.',
    read: oneOf(...LOG_LEVELS),
  },
  metricsPort: {
    name: 'HOLDFAST_METRICS_PORT',
    default: '',
    unit: 'TCP port',
    about: 'Where `/metrics` is answered, and then nowhere else; 0 takes a free one, empty is the main port.',
    read: orNone(whole(0, 65_535)),
  },
  metricsHost: {
    name: 'HOLDFAST_METRICS_HOST',
    default: '127.0.0.1',
    unit: 'address',
    about: 'Address of that port.',
    read: some('an address such as 127.0.0.1 or ::'),
  },
  commitWindowMs: {
    name: 'HOLDFAST_COMMIT_WINDOW',
    default: '5',
    unit: 'ms',
    about: 'How long edits of all pads are gathered for one fsync.',
    read: whole(0, 1000),
  },
  lingerMs: {
    name: 'HOLDFAST_LINGER',
    default: '3000',
    unit: 'ms',
    about: 'How long a pad stays in memory after the last person left.',
    read: whole(0, 60 * MINUTE),
  },
  pingMs: {
    name: 'HOLDFAST_HEARTBEAT_PING',
    default: '20000',
    unit: 'ms',
    about:
      'Between two WebSocket pings of a connection; keep it below a third of the shortest proxy timeout.',
    read: whole(100, 10 * MINUTE),
  },
  pongMs: {
    name: 'HOLDFAST_HEARTBEAT_PONG',
    default: '15000',
    unit: 'ms',
    about: 'After a ping without any answer, the connection counts as dead.',
    read: whole(100, 10 * MINUTE),
  },
  ...ADMISSION_OPTIONS,
  compression: {
    name: 'HOLDFAST_COMPRESSION',
    default: 'off',
    unit: '',
    about:
      'permessage-deflate on WebSockets: on or off. Costs several times the memory per connection and the processor time.',
    read: onOrOff,
  },
  exhibits: {
    name: 'HOLDFAST_EXHIBITS',
    default: 'on',
    unit: '',
    about: 'The two exhibits below `/exhibits/`: on, or off, and then nothing of them is loaded or answers.',
    read: onOrOff,
  },
}

/** Throws ConfigError with one line that names the option. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const names = new Set(Object.values(OPTIONS).map((option) => option.name))
  for (const name of Object.keys(environment)) {
    if (name.startsWith('HOLDFAST_') && !NOT_OPTIONS.has(name) && !names.has(name)) {
      throw new ConfigError(
        'option-unknown',
        `${name} is not an option of Holdfast; see docs/operations/options.md`,
      )
    }
  }
  const entries = Object.entries(OPTIONS).map(([key, option]) => [
    key,
    readOption(option as Option<unknown>, environment[option.name]),
  ])
  const config = Object.fromEntries(entries) as unknown as Config
  if (config.access === 'links' && config.adminToken === undefined) {
    throw new ConfigError(
      'option-needed',
      'HOLDFAST_ACCESS=links needs HOLDFAST_ADMIN_TOKEN: without it nobody could make a pad or renew a lost link',
    )
  }
  return config
}

/** Read by the test suite, not by the server. */
const NOT_OPTIONS = new Set(['HOLDFAST_TEST_INSTALL'])

function readOption<T>(option: Option<T>, text: string | undefined): T {
  const value = option.read(text ?? option.default)
  if (isExpected(value)) {
    const said = option.secret ? `what ${option.name} is set to` : `${option.name}=${text}`
    throw new ConfigError('option-malformed', `${said} is not understood; expected ${value.expected}`)
  }
  return value
}
