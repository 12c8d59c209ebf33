/**
 * `holdfast proxy-config`: a good configuration of the catalogue with the caller's values filled in. Every value
 * ends up in a file that a server runs, so each is read strictly, and nothing is printed that was not understood.
 */
import { parseArgs } from 'node:util'
import { type Deployment, type GoodConfig, render } from '../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../proxy-configs/good-configs.ts'
import { type Command, EXIT, type Outcome, usage } from './command.ts'

const NAME = 'proxy-config'

const HELP = `holdfast proxy-config PROXY --domain NAME --upstream HOST:PORT… [options]

Prints a configuration that lets a WebSocket through, for one of: ${Object.keys(GOOD_CONFIGS).join(', ')}.

  --domain NAME         the name people type, such as pads.example.org
  --upstream HOST:PORT  where Holdfast listens; give it once for each node
  --tls FOLDER          with TLS: the folder that holds fullchain.pem and privkey.pem
                        (HAProxy: certificate-and-key.pem, the two in one file)
  --sub-path PATH       under this path instead of /, such as /pads
  --port PORT           where the proxy listens; 80 by itself, with TLS 443
  --inner               another proxy of yours stands in front of this one

Example: npx holdfast proxy-config nginx --domain pads.example.org --upstream 127.0.0.1:3000
`

/** RFC 1123 §2.1, and one label is enough inside a network. */
const DOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i
const UPSTREAM = /^([a-z0-9._-]{1,253}|\[[0-9a-f:]{2,39}\]):([0-9]{1,5})$/i
const FOLDER = /^\/[A-Za-z0-9._/-]{1,200}$/
const SUB_PATH = /^(\/[A-Za-z0-9._~-]+)+$/

type Values = ReturnType<typeof read>['values']

function read(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      domain: { type: 'string' },
      upstream: { type: 'string', multiple: true },
      tls: { type: 'string' },
      'sub-path': { type: 'string' },
      port: { type: 'string' },
      inner: { type: 'boolean' },
    },
  })
}

function run(args: readonly string[]): Outcome {
  let given: ReturnType<typeof read>
  try {
    given = read(args)
  } catch (failure) {
    return usage(NAME, failure instanceof Error ? failure.message : String(failure))
  }
  const [name, ...more] = given.positionals
  const good = Object.entries(GOOD_CONFIGS).find(([known]) => known === name)?.[1]
  if (good === undefined || more.length > 0) {
    const known = Object.keys(GOOD_CONFIGS).join(', ')
    return usage(NAME, `expected one proxy of ${known}, got ${given.positionals.join(' ') || 'none'}`)
  }
  const deployment = deploymentOf(given.values)
  if (typeof deployment === 'string') return usage(NAME, deployment)
  try {
    return { exit: EXIT.ok, out: withParameters(good, render(good, deployment)) }
  } catch (failure) {
    return usage(NAME, failure instanceof Error ? failure.message : String(failure))
  }
}

/** The deployment, or what is wrong with the values. */
function deploymentOf(values: Values): Deployment | string {
  const { domain, upstream = [], tls, 'sub-path': subPath, port } = values
  if (domain === undefined || !DOMAIN.test(domain))
    return `--domain must be a host name such as pads.example.org, got ${domain ?? 'none'}`
  const wrong = upstream.find((each) => !UPSTREAM.test(each) || !isPort(UPSTREAM.exec(each)?.[2]))
  if (upstream.length === 0 || wrong !== undefined)
    return `--upstream must be HOST:PORT such as 127.0.0.1:3000, got ${wrong ?? 'none'}`
  if (tls !== undefined && !FOLDER.test(tls)) return `--tls must be the full path of a folder, got ${tls}`
  if (subPath !== undefined && !SUB_PATH.test(subPath))
    return `--sub-path must begin with a slash and not end in one, such as /pads, got ${subPath}`
  if (port !== undefined && !isPort(port)) return `--port must be from 1 to 65535, got ${port}`
  return {
    domain,
    port: Number(port ?? (tls === undefined ? 80 : 443)),
    plainPort: 80,
    upstreams: upstream,
    subPath,
    inner: values.inner,
    ...(tls !== undefined && { tls: certificateIn(tls.replace(/\/$/, '')) }),
  }
}

const isPort = (text: string | undefined): boolean =>
  text !== undefined && /^[0-9]{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535

const certificateIn = (folder: string) => ({
  certificate: `${folder}/fullchain.pem`,
  key: `${folder}/privkey.pem`,
  both: `${folder}/certificate-and-key.pem`,
})

/** What the file cannot hold is said where whoever saves it reads it. */
const withParameters = ({ parameters = [] }: GoodConfig, text: string): string =>
  parameters.length === 0 ? text : `# Start it with: ${parameters.join(' ')}\n${text}`

export const proxyConfig: Command = {
  name: NAME,
  about: 'print a proxy configuration that lets a WebSocket through',
  help: HELP,
  run,
}
