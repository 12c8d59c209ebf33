/**
 * Starts a whole way from the catalogue: the app at its end, then proxy after proxy towards the visitor, each
 * with the very configuration that stands in the catalogue. What it answers is all a visitor needs to knock.
 */
import type { Way } from '../../proxy-configs/fault.ts'
import type { ProxyName } from '../../proxy-configs/good.ts'
import {
  goodOf,
  hopConfig,
  isBehindAnother,
  isForward,
  isProxy,
  type ProxyHop,
} from '../../proxy-configs/hop.ts'
import { eventually } from '../harness/eventually.ts'
import { freePort } from '../harness/ports.ts'
import type { Apps } from './apps.ts'
import { DOMAIN, testCertificate } from './certificate.ts'
import { type Closing, startEnd, startStub } from './ends.ts'
import { startFirewall } from './firewall.ts'
import { HopNotStarted, type RunningHop, startHop } from './start-hop.ts'

export interface Stand {
  /** Scheme, name and port as people type them, and the sub-path, without a trailing slash. */
  readonly url: string
  /** The port of the outermost hop; it listens on 127.0.0.1. */
  readonly port: number
  /** Where plain HTTP is sent on to HTTPS, with TLS. */
  readonly plainPort: number
  /** The port of the forward proxy that the visitor goes through. */
  readonly through: number | undefined
  /** The app behind it all, asked directly; undefined where there is none. */
  readonly direct: string | undefined
  /** Outermost first; firewalls left out. */
  readonly hops: readonly RunningHop[]
  readonly way: Way
  close(): Promise<void>
}

export async function startWay(way: Way, apps: Apps): Promise<Stand> {
  const closings: Closing[] = []
  const close = async () => {
    for (const end of closings.splice(0).reverse()) await end()
  }
  try {
    const { upstreams, direct } = await startEnd(way, apps, closings)
    const stub = way.stub === undefined ? undefined : await startStub(way.stub, closings)
    let behind = upstreams
    const hops: RunningHop[] = []
    let through: number | undefined
    for (const [index, hop] of [...way.hops.entries()].reverse()) {
      if ('firewall' in hop) {
        const firewall = await startFirewall(hop.firewall, Number((behind[0] as string).split(':')[1]))
        closings.push(firewall.close)
        behind = [`127.0.0.1:${firewall.port}`]
        continue
      }
      const behindAnother = isBehindAnother(way.hops, index)
      const isPlainVisited = way.visitors === 'at-plain-port' && !behindAnother
      const running = await startProxy(hop, { behindAnother, isPlainVisited, upstreams: behind, stub })
      closings.push(running.close)
      hops.unshift(running)
      if (isForward(hop)) through = running.port
      else behind = [`127.0.0.1:${running.port}`]
    }
    return {
      ...address(way, hops, Number((behind[0] as string).split(':')[1])),
      through,
      direct,
      hops,
      way,
      close,
    }
  } catch (failure) {
    await close()
    throw failure
  }
}

/** One hop's configuration as the tests run it. */
export const testConfig = (
  hop: ProxyHop,
  behindAnother: boolean,
  ports: { readonly port: number; readonly plainPort: number },
  upstreams: readonly string[],
  stub: number | undefined,
): string =>
  hopConfig(
    hop,
    {
      domain: DOMAIN,
      address: '127.0.0.1',
      ...ports,
      upstreams,
      tls: hop.tls ? testCertificate() : undefined,
      behindAnother,
      more: { stub: `127.0.0.1:${stub ?? 0}` },
    },
    'test',
  )

interface Surroundings {
  readonly behindAnother: boolean
  /** Visitors come to its port for plain HTTP. */
  readonly isPlainVisited: boolean
  readonly upstreams: readonly string[]
  readonly stub: number | undefined
}

/** One proxy of a way, between its upstreams and whoever comes. */
export async function startProxy(hop: ProxyHop, around: Surroundings): Promise<RunningHop> {
  const good = goodOf(hop)
  const { loads } = hop
  const config = (edits: ProxyHop['edits']) => (port: number, plainPort: number) =>
    testConfig(
      { ...hop, edits: edits ?? [] },
      around.behindAnother,
      { port, plainPort },
      around.upstreams,
      around.stub,
    )
  const options = {
    proxy: good.proxy,
    main: hop.main,
    parameters: hop.parameters?.test ?? good.parameters ?? [],
    isPlainVisited: around.isPlainVisited,
    settled: hop.settled,
  }
  if (loads === undefined) return startHop({ ...options, config: config(hop.edits) })
  if (loads === 'refused') return refused(startHop({ ...options, config: config(hop.edits) }), good.proxy)
  const asNobody = hop.unreadable === true
  const running = await startHop({ ...options, config: config(loads.running), asNobody })
  await running.reload(config(hop.edits)(running.port, running.plainPort), hop.unreadable)
  await eventually('the proxy refuses the new file', async () => REFUSED.test(await running.said()))
  return running
}

/** How nginx, the only one that is reloaded here, writes that it goes on with what it has. */
const REFUSED = /\[emerg\]/

/** A proxy that did not start: its port stays closed, and what it said is kept. */
async function refused(starting: Promise<RunningHop>, proxy: ProxyName): Promise<RunningHop> {
  try {
    const running = await starting
    await running.close()
  } catch (failure) {
    if (!(failure instanceof HopNotStarted)) throw failure
    const [port, plainPort] = [await freePort(), await freePort()]
    return {
      proxy,
      port,
      plainPort,
      said: async () => failure.said,
      reload: async () => {},
      signal: () => {},
      close: async () => {},
    }
  }
  throw new Error(`${proxy} started with a configuration of which the catalogue says that it is refused`)
}

/** What people type leads to the first proxy that stands on the app's side of the way. */
function address(way: Way, hops: readonly RunningHop[], own: number) {
  const proxies = way.hops.filter(isProxy)
  const index = proxies.findIndex((hop) => !isForward(hop))
  const { tls, subPath = '' } = proxies[index] ?? {}
  const plainPort = hops[index]?.plainPort ?? own
  const port = way.visitors === 'at-plain-port' ? plainPort : own
  const scheme = tls && way.visitors === undefined ? 'https' : 'http'
  return { url: `${scheme}://${DOMAIN}:${port}${subPath}`, port, plainPort }
}
