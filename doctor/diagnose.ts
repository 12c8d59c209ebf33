/**
 * The whole diagnosis, for people's own programs as well as for the command line: looks at the address and at every
 * hop that was named, finds the cause, and says it. `import { diagnose } from 'holdfast/doctor'`.
 */

import { causesOf } from '../proxy-configs/causes/causes.ts'
import { FAULTS } from '../proxy-configs/faults.ts'
import { blame } from './causes/blame.ts'
import { toldApart } from './causes/told-apart.ts'
import type { Check, CheckResult } from './checks/check.ts'
import type { DialectName } from './dialects/dialect.ts'
import { dialectNamed } from './dialects/recognise.ts'
import { type Examination, examine, type Target } from './examine.ts'
import type { Diagnosis } from './report/diagnosis.ts'
import { told } from './told.ts'
import type { Header } from './wire/endpoint.ts'
import { PATIENCE_MS } from './wire/limits.ts'
import { nodePlatform } from './wire/node-platform.ts'
import type { Address, Platform } from './wire/platform.ts'

export interface DiagnoseOptions {
  /** Left away: found out. */
  readonly dialect?: DialectName | undefined
  /** The proxies behind the address, from the outside in, each asked by itself. */
  readonly hops?: readonly string[]
  /** The app without any proxy. */
  readonly direct?: string | undefined
  /** Instead of the deployment's own Origin. */
  readonly origin?: string | undefined
  readonly headers?: readonly Header[]
  /** Seconds for which connections are left silent. */
  readonly soak?: number
  readonly twoUser?: boolean
  /** Makes nothing, not even a pad that is removed again. */
  readonly readOnly?: boolean
  /** Warnings count. */
  readonly strict?: boolean
  /** Seconds without an answer after which it counts as hanging. */
  readonly patience?: number
  /** Names that mean another address than the system says. */
  readonly resolve?: Readonly<Record<string, string>>
  /** Certificates to trust beside the system's, in PEM. */
  readonly authorities?: string | undefined
  /** A forward proxy on the visitor's side: `http://proxy:3128`. */
  readonly through?: string | undefined
  /** Text of the proxy's configuration: it tells causes apart that look the same, and has the lines to change. */
  readonly config?: string | undefined
}

export interface DiagnoseDeps {
  readonly platform?: Platform
  /** Milliseconds since 1970. */
  today?(): number
  /** A check begins, or ends with its result. */
  progress?(check: Check, result?: CheckResult): void
  /** Version to put into the report. */
  readonly version?: string
}

/** What was asked wrongly, for whoever asked; nothing was looked at. */
export class DiagnoseUsage extends Error {
  readonly code = 'usage'
}

const SCHEMES = new Set(['http:', 'https:', 'ws:', 'wss:'])

/** An address as people write it; a bare name means https. */
export function addressOf(text: string): URL {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null || !SCHEMES.has(url.protocol) || url.hostname === '') {
    throw new DiagnoseUsage(`expected an address such as https://pads.example.org/, got ${text}`)
  }
  return url
}

export async function diagnose(
  address: string,
  options: DiagnoseOptions = {},
  deps: DiagnoseDeps = {},
): Promise<Diagnosis> {
  const { platform = nodePlatform, today = Date.now, progress = () => {}, version = '' } = deps
  const { hops = [], direct } = options
  const urls = [address, ...hops, ...(direct === undefined ? [] : [direct])].map(addressOf)
  const targets = urls.map((url) => targetOf(url, options))
  const [front, ...inner] = (await Promise.all(
    targets.map((target, index) =>
      // Whoever watches sees what people see; the others are asked meanwhile.
      examine(target, { platform, today, progress: index === 0 ? progress : () => {} }),
    ),
  )) as [Examination, ...Examination[]]
  const observations = [front, ...inner].map(({ observation }) => observation)
  const guilty = blame(observations.map(({ results }) => results))
  const proxies = urls.length - (direct === undefined ? 0 : 1)
  const observation =
    guilty === undefined
      ? front.observation
      : {
          ...front.observation,
          // Asked by itself, the guilty one signs in its own name.
          brands: (observations[guilty.at] ?? front.observation).brands,
          place: { at: guilty.at, of: proxies },
        }
  const causes = causesOf(observation, FAULTS)
  const { config } = options
  const apart =
    config === undefined ? { causes, isElsewhere: false } : toldApart(causes, config, front.url.hostname)
  return told({
    version,
    at: new Date(today()).toISOString(),
    examinations: [front, ...inner],
    hasDirect: direct !== undefined,
    blame: guilty,
    observation,
    ...apart,
    isStrict: options.strict === true,
    config,
  })
}

function targetOf(url: URL, options: DiagnoseOptions): Target {
  const { dialect, through, headers = [], resolve = {}, patience } = options
  const withUser: readonly Header[] =
    url.username === ''
      ? headers
      : [...headers, ['Authorization', `Basic ${Buffer.from(credentials(url)).toString('base64')}`]]
  const forward = through === undefined ? undefined : addressOf(through)
  return {
    url,
    dialect: dialect === undefined ? undefined : dialectNamed(dialect),
    resolve: new Map(Object.entries(resolve).map(([name, value]) => [name, [familyOf(value)]])),
    through: forward && { name: forward.hostname, port: Number(forward.port || 3128) },
    headers: withUser,
    authorities: options.authorities,
    options: {
      patience: patience === undefined ? PATIENCE_MS : patience * 1000,
      soak: (options.soak ?? 0) * 1000,
      twoUser: options.twoUser === true,
      readOnly: options.readOnly === true,
      origin: options.origin,
    },
  }
}

const credentials = ({ username, password }: URL): string =>
  `${decodeURIComponent(username)}:${decodeURIComponent(password)}`

const familyOf = (address: string): Address => ({ address, family: address.includes(':') ? 6 : 4 })
