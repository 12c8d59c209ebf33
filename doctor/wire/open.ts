/**
 * Opens a connection to an endpoint: TCP to the first address that takes it, through the forward proxy where there
 * is one, and TLS where the scheme wants it. A certificate that is not to be trusted is told and not refused,
 * because the layers behind it want to be looked at all the same.
 */
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { Endpoint } from './endpoint.ts'
import { WireFailure, wireFailure } from './failure.ts'
import { type Body, readBody } from './http-body.ts'
import { type Head, readHead } from './http-head.ts'
import { LIMITS } from './limits.ts'
import type { Address, Platform } from './platform.ts'
import { createStream } from './stream.ts'

export interface Opened {
  readonly socket: Duplex
  /** The address that took the connection: of the forward proxy, where there is one. */
  readonly address: string
  readonly tls?: TlsFacts
}

export interface TlsFacts {
  readonly protocol: string
  readonly alpn: string | undefined
  /** Why the certificate is not to be trusted; undefined when it is. */
  readonly distrusted: string | undefined
  readonly certificate: CertificateFacts | undefined
}

export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  readonly names: readonly string[]
  readonly validTo: string
  /** Certificates that were sent, the leaf included. */
  readonly chain: number
}

export interface OpenOptions {
  readonly alpn?: readonly string[]
  /** Asks the forward proxy itself, with whole addresses, instead of a tunnel through it. */
  readonly untunnelled?: boolean
  /** Aborts what is under way; the reason is thrown. */
  readonly signal: Abort
}

/** Something that ends a piece of work from outside, with a reason. */
export interface Abort {
  readonly reason: WireFailure | undefined
  onAbort(call: (reason: WireFailure) => void): void
}

/** Aborts when the time is over; `stop` says that the work is done. */
export function patienceOf(platform: Platform, milliseconds: number): Abort & { stop(): void } {
  const calls: ((reason: WireFailure) => void)[] = []
  let reason: WireFailure | undefined
  const stop = platform.after(milliseconds, () => {
    reason = new WireFailure('timed-out', `waited ${Math.round(milliseconds / 100) / 10} s`)
    for (const call of calls) call(reason)
  })
  return {
    get reason() {
      return reason
    },
    onAbort: (call) => {
      if (reason === undefined) calls.push(call)
      else call(reason)
    },
    stop,
  }
}

export async function open(endpoint: Endpoint, options: OpenOptions, platform: Platform): Promise<Opened> {
  const { through } = endpoint
  const first = through ?? endpoint
  const { socket, address } = await connectFirst(first.addresses, first.port, options.signal, platform)
  const bare = through === undefined || options.untunnelled === true
  const inner = bare ? socket : await tunnel(socket, endpoint, options.signal)
  if (!endpoint.secure) return { socket: inner, address }
  const tls = await secure(inner, endpoint, options, platform)
  return { socket: tls, address, tls: factsOf(tls) }
}

async function connectFirst(addresses: readonly Address[], port: number, signal: Abort, platform: Platform) {
  let last = new WireFailure('name-unknown', 'it was not looked up')
  for (const { address } of addresses) {
    try {
      return { socket: await connectTcp(address, port, signal, platform), address }
    } catch (error) {
      last = wireFailure(error)
      if (signal.reason !== undefined) break
    }
  }
  throw last
}

export function connectTcp(
  address: string,
  port: number,
  signal: Abort,
  platform: Platform,
): Promise<Duplex> {
  const socket = platform.connect(address, port)
  return ready(socket, 'connect', signal)
}

/** Resolves at an event of the socket's; rejects when it breaks or is aborted before. */
function ready<S extends Duplex>(socket: S, event: string, signal: Abort): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      socket.destroy()
      reject(wireFailure(error))
    }
    socket.once('error', fail)
    socket.once('close', () => fail(new WireFailure('ended', 'it was closed while it opened')))
    socket.once(event, () => {
      socket.off('error', fail)
      // From here on whoever reads hears of errors; in between nobody must be killed by one.
      socket.on('error', () => {})
      resolve(socket)
    })
    signal.onAbort(fail)
  })
}

/** The forward proxy answered instead of opening the way; its answer is what a visitor gets. */
export class TunnelRefused extends WireFailure {
  readonly head: Head
  readonly body: Body
  constructor(authority: string, head: Head, body: Body) {
    super('tunnel-refused', `CONNECT ${authority} was answered ${head.status} ${head.reason}`)
    this.head = head
    this.body = body
  }
}

/** RFC 9110 §9.3.6: browsers go through a forward proxy by CONNECT for TLS and for every WebSocket. */
async function tunnel(socket: Duplex, endpoint: Endpoint, signal: Abort): Promise<Duplex> {
  const authority = `${isIP(endpoint.name) === 6 ? `[${endpoint.name}]` : endpoint.name}:${endpoint.port}`
  const stream = createStream(socket)
  signal.onAbort(stream.fail)
  stream.write(Buffer.from(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`))
  const { head, rest } = await readHead(stream)
  if (head.status < 200 || head.status > 299) {
    stream.unread(rest)
    const body = await readBody(stream, head, { method: 'GET', limit: LIMITS.head, since: () => 0 })
    socket.destroy()
    throw new TunnelRefused(authority, head, body)
  }
  const bare = stream.release()
  if (rest.length > 0) bare.unshift(rest)
  return bare
}

async function secure(socket: Duplex, endpoint: Endpoint, { alpn, signal }: OpenOptions, platform: Platform) {
  const tls = platform.secure({
    socket,
    // RFC 6066 §3: an address is no server name.
    ...(isIP(endpoint.name) === 0 && { servername: endpoint.name }),
    host: endpoint.name,
    rejectUnauthorized: false,
    ALPNProtocols: [...(alpn ?? ['http/1.1'])],
    ...(endpoint.authorities !== undefined && { ca: endpoint.authorities }),
  })
  try {
    return await ready(tls, 'secureConnect', signal)
  } catch (error) {
    const failure = wireFailure(error)
    if (failure.code === 'timed-out') throw failure
    // Whatever a server does instead of a handshake, there is no TLS.
    throw failure.code === 'tls-failed' ? failure : new WireFailure('tls-failed', failure.message)
  }
}

function factsOf(tls: TLSSocket): TlsFacts {
  const certificate = tls.getPeerCertificate(true)
  return {
    protocol: tls.getProtocol() ?? '',
    alpn: typeof tls.alpnProtocol === 'string' ? tls.alpnProtocol : undefined,
    distrusted: tls.authorized ? undefined : reasonOf(tls.authorizationError),
    certificate: certificate?.subject === undefined ? undefined : certificateFacts(certificate),
  }
}

/** Node says why as an error, or as its bare code. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? `${error.code}: ${error.message}` : error.message
}

function certificateFacts(certificate: PeerCertificate): CertificateFacts {
  const distinguished = (name: PeerCertificate['subject'] | undefined) => String(name?.CN ?? name?.O ?? '')
  const seen = new Set<string>()
  let next: unknown = certificate
  // A self-signed one is its own issuer, for ever.
  while (isCertificate(next) && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256)
    next = 'issuerCertificate' in next ? next.issuerCertificate : undefined
  }
  return {
    subject: distinguished(certificate.subject),
    issuer: distinguished(certificate.issuer),
    names: (certificate.subjectaltname ?? '')
      .split(', ')
      .filter((name) => name !== '')
      .map((name) => name.replace(/^(DNS|IP Address):/, '')),
    validTo: certificate.valid_to,
    chain: seen.size,
  }
}

const isCertificate = (value: unknown): value is PeerCertificate =>
  typeof value === 'object' && value !== null && 'fingerprint256' in value
