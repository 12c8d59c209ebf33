/**
 * Where the commands of a page are run: the proxies of a fault or of a good configuration, real and with TLS where
 * they have it, known by the names and ports that pages use. A stage is named
 *
 *     good nginx                      a good configuration
 *     squid-upgrade-not-allowed       a fault of the catalogue
 *     …  before etherpad              with another app at the end
 *     app                             the app alone
 *     nowhere                         commands that ask nobody
 */

import type { Way } from '../../../proxy-configs/fault.ts'
import { FAULTS } from '../../../proxy-configs/faults.ts'
import { GOOD_CONFIGS, type GoodName } from '../../../proxy-configs/good-configs.ts'
import { goodOf, hopConfig, isBehindAnother, isProxy, type ProxyHop } from '../../../proxy-configs/hop.ts'
import { FOREIGN_APPS } from '../../doctor/foreign-apps.ts'
import type { Apps } from '../../proxies/apps.ts'
import { testCertificate } from '../../proxies/certificate.ts'
import { type Closing, startEnd, startStub } from '../../proxies/ends.ts'
import { type RunningHop, startHop } from '../../proxies/start-hop.ts'

export interface Stage {
  /** `name:port` as pages write it → where it is now. */
  readonly addresses: ReadonlyMap<string, string>
  /** The configuration of the first proxy, as its owner has it at hand; undefined without one. */
  readonly config: string | undefined
  close(): Promise<void>
}

/** The name people type, on every page. */
const PUBLIC_NAME = 'pads.example.org'
/** The app itself, and what stands behind the first proxy. */
const APP = '127.0.0.1:3000'
const behind = (index: number) => `127.0.0.1:${8079 + index}`

export function wayOf(name: string): Way {
  if (name === 'app' || name === 'nowhere') return { hops: [] }
  const good = /^good (\S+)$/.exec(name)?.[1]
  if (good !== undefined && good in GOOD_CONFIGS) return { hops: [{ good: good as GoodName }] }
  const fault = FAULTS.find(({ id }) => id === name)
  if (fault === undefined) throw new Error(`no stage is called ${name}: no fault, no "good NAME", not "app"`)
  return fault.way
}

/** The app that stands at the end, by its name after "before"; undefined is Holdfast. */
export function parseStage(stage: string): { readonly way: Way; readonly app: string | undefined } {
  const [name = '', app] = stage.split(' before ')
  if (app !== undefined && !FOREIGN_APPS.some(({ dialect }) => dialect === app))
    throw new Error(
      `no app is called ${app}; there are ${FOREIGN_APPS.map(({ dialect }) => dialect).join(', ')}`,
    )
  return { way: wayOf(name), app }
}

export async function startStage(stage: string, apps: Apps): Promise<Stage> {
  const { way, app } = parseStage(stage)
  const closings: Closing[] = []
  const close = async () => {
    for (const end of closings.splice(0).reverse()) await end()
  }
  const addresses = new Map<string, string>()
  let config: string | undefined
  if (stage === 'nowhere') return { addresses, config, close }
  try {
    const { upstreams } =
      app === undefined ? await startEnd(way, apps, closings) : await foreign(app, closings)
    addresses.set(APP, upstreams[0] as string)
    const stub = way.stub === undefined ? 0 : await startStub(way.stub, closings)
    const more = { stub: `127.0.0.1:${stub}` }
    let next = upstreams
    for (const [index, hop] of [...way.hops.entries()].reverse()) {
      if (!isProxy(hop)) throw new Error('a stage has proxies only')
      const behindAnother = isBehindAnother(way.hops, index)
      const started = await startProxy(hop, next, behindAnother, more)
      const running = started.hop
      config = started.config
      closings.push(running.close)
      next = [`127.0.0.1:${running.port}`]
      if (behindAnother) addresses.set(behind(index), next[0] as string)
      else name(running, addresses)
    }
    return { addresses, config, close }
  } catch (failure) {
    await close()
    throw failure
  }
}

function name({ port, plainPort }: RunningHop, addresses: Map<string, string>): void {
  addresses.set(`${PUBLIC_NAME}:443`, `127.0.0.1:${port}`)
  addresses.set(`${PUBLIC_NAME}:80`, `127.0.0.1:${plainPort}`)
}

/** The first one speaks TLS, as it does where people are; those behind it do not. */
async function startProxy(
  hop: ProxyHop,
  upstreams: readonly string[],
  behindAnother: boolean,
  more: Readonly<Record<string, string>>,
): Promise<{ readonly hop: RunningHop; readonly config: string }> {
  const good = goodOf(hop)
  const tls = good.tls && !behindAnother ? testCertificate() : undefined
  const where = { domain: PUBLIC_NAME, address: '127.0.0.1', upstreams, tls, behindAnother, more }
  let config = ''
  const running = await startHop({
    proxy: good.proxy,
    main: hop.main,
    parameters: hop.parameters?.test ?? good.parameters ?? [],
    config: (port, plainPort) => {
      config = hopConfig(hop, { ...where, port, plainPort }, 'test')
      return config
    },
  })
  return { hop: running, config }
}

async function foreign(app: string, closings: Closing[]): Promise<{ readonly upstreams: readonly string[] }> {
  const running = await FOREIGN_APPS.find(({ dialect }) => dialect === app)?.start()
  if (running === undefined) throw new Error(`no app is called ${app}`)
  closings.push(running.close)
  return { upstreams: [`127.0.0.1:${running.port}`] }
}
