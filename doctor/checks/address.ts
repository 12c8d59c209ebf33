/**
 * D01 to D04: from the text somebody typed to a connection. They run before there is a site, because they make
 * what a site stands on; each is told like every other check.
 */

import type { Recognised } from '../dialects/recognise.ts'
import { type Endpoint, isSecure, nameOf } from '../wire/endpoint.ts'
import { wireFailure } from '../wire/failure.ts'
import type { TlsFacts } from '../wire/open.ts'
import { connectTcp, open, patienceOf } from '../wire/open.ts'
import type { Address, Platform } from '../wire/platform.ts'
import type { Finding } from './check.ts'
import { redactText } from './redact.ts'

export function lookAtUrl(url: URL, recognised: Recognised): Finding {
  const isLocal = /^(localhost|127\.|\[::1\])/.test(url.hostname)
  const { dialect, base, why } = recognised
  const what = `${dialect.title} at ${redactText(base)}: ${why}`
  const evidence = [{ sent: redactText(url.href), received: what }]
  if (isSecure(url) || isLocal) return { status: 'pass', summary: what, evidence, grounds: groundsOf(url) }
  // Without TLS, browsers withhold what pads use beside the text, and proxies in between feel free.
  const summary = `${what}; without TLS, as only a test or a private network should be`
  return { status: 'pass', summary, evidence, grounds: groundsOf(url) }
}

const groundsOf = (url: URL) => (isSecure(url) ? (['TLS address'] as const) : [])

export interface Addressed {
  readonly finding: Finding
  readonly addresses: readonly Address[]
}

/** `fixed` is what the caller wants the name to mean. */
export async function lookUp(
  url: URL,
  fixed: readonly Address[] | undefined,
  platform: Platform,
): Promise<Addressed> {
  const name = nameOf(url)
  const told = (addresses: readonly Address[]) => addresses.map(({ address }) => address).join(', ')
  if (fixed !== undefined) {
    const evidence = [{ sent: `name ${name}`, received: `${told(fixed)}, as the command line says` }]
    const summary = `${name} is ${told(fixed)}, because you say so`
    return { finding: { status: 'pass', summary, evidence, grounds: ['address'] }, addresses: fixed }
  }
  const begun = platform.now()
  try {
    const addresses = await platform.lookup(name)
    const ms = Math.round(platform.now() - begun)
    const evidence = [{ sent: `name ${name}`, received: told(addresses), ms }]
    const summary = `${name} is ${told(addresses)}`
    return { finding: { status: 'pass', summary, evidence, grounds: ['address'] }, addresses }
  } catch (error) {
    const ms = Math.round(platform.now() - begun)
    const received = error instanceof Error ? error.message : String(error)
    const summary = `${name} has no address: check the name, and the DNS it stands in`
    return {
      finding: { status: 'fail', summary, evidence: [{ sent: `name ${name}`, received, ms }] },
      addresses: [],
    }
  }
}

/** Every address is tried, because browsers do not take the same one as programs. */
export async function lookAtTcp(endpoint: Endpoint, patience: number, platform: Platform): Promise<Finding> {
  const { port, addresses } = endpoint.through ?? endpoint
  const tried = await Promise.all(
    addresses.map(async ({ address }) => {
      const begun = platform.now()
      const signal = patienceOf(platform, patience)
      const failure = await connectTcp(address, port, signal, platform).then(
        (socket) => void socket.destroy(),
        (error: unknown) => wireFailure(error),
      )
      signal.stop()
      return { address, failure, ms: Math.round(platform.now() - begun) }
    }),
  )
  const dead = tried.filter(({ failure }) => failure !== undefined)
  const evidence = tried.map(({ address, failure, ms }) => ({
    sent: `TCP to ${address} port ${port}`,
    received: failure?.message ?? 'connected',
    ms,
  }))
  const names = dead.map(({ address }) => address).join(', ')
  if (tried.length > 0 && dead.length === 0) {
    return {
      status: 'pass',
      summary: `port ${port} is open at each address`,
      evidence,
      grounds: ['connection'],
    }
  }
  if (dead.length === tried.length) {
    const isRefused = dead.some(({ failure }) => failure?.code === 'refused')
    const why = isRefused
      ? 'it is refused, so the proxy is down or listens elsewhere'
      : 'not even a refusal comes, so a firewall is in between, or the machine is down'
    const summary = `nothing answers at port ${port} of ${names}: ${why}`
    return { status: 'fail', summary, evidence }
  }
  const summary = `port ${port} is closed at ${names}: whoever gets this address waits or fails; repair it or take it out of the DNS`
  return { status: 'warn', summary, evidence, grounds: ['connection'] }
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Certificates of 90 days are renewed 30 days before; whoever is later than this has a broken renewal. */
const SOON_DAYS = 14

export async function lookAtTls(
  endpoint: Endpoint,
  patience: number,
  platform: Platform,
  today: number,
): Promise<Finding> {
  const begun = platform.now()
  const signal = patienceOf(platform, patience)
  const sent = `TLS as ${endpoint.name}`
  try {
    const { tls, socket } = await open(endpoint, { signal, alpn: ['h2', 'http/1.1'] }, platform)
    socket.destroy()
    const ms = Math.round(platform.now() - begun)
    return tls === undefined ? noTls(sent, 'no TLS was spoken') : judgeTls(tls, { sent, ms, today })
  } catch (error) {
    return noTls(sent, wireFailure(error).message)
  } finally {
    signal.stop()
  }
}

const noTls = (sent: string, received: string): Finding => ({
  status: 'fail',
  summary: 'TLS does not come about: what listens there may speak plain HTTP',
  evidence: [{ sent, received }],
})

function judgeTls(
  tls: TlsFacts,
  { sent, ms, today }: { readonly sent: string; readonly ms: number; readonly today: number },
): Finding {
  const { certificate, distrusted, protocol, alpn } = tls
  const days = certificate === undefined ? 0 : Math.floor((Date.parse(certificate.validTo) - today) / DAY_MS)
  const received = [
    protocol,
    alpn === undefined ? 'no ALPN' : `ALPN ${alpn}`,
    ...(certificate === undefined
      ? ['no certificate']
      : [
          `${certificate.subject} by ${certificate.issuer}`,
          `names ${certificate.names.join(', ') || 'none'}`,
          `until ${certificate.validTo}`,
          `${certificate.chain} in the chain`,
        ]),
    ...(distrusted === undefined ? [] : [distrusted]),
  ].join(' · ')
  const evidence = [{ sent, received, ms }]
  if (distrusted !== undefined) {
    const summary = `browsers will not trust the certificate: ${distrusted}`
    return { status: 'fail', summary, evidence }
  }
  if (days < SOON_DAYS) {
    return { status: 'warn', summary: `the certificate ends in ${days} days: renew it`, evidence }
  }
  return { status: 'pass', summary: `${protocol}, trusted, for ${days} more days`, evidence }
}
