/**
 * Who may come in, in one place for the WebSocket handshake, the exchange and the API: whether a page of ours
 * asks, which address it comes from, and how much of everything one address, one pad and one peer may take.
 * What is refused is counted, and told once per source and hour. Refuses to know transports, rooms and people:
 * whoever reaches the server may come in.
 */
import { PAGE_TOKEN_HEADER, PAGE_TOKEN_PARAMETER, type PageToken } from '../../protocol/page-token.ts'
import type { TakenFor } from '../../protocol/witness.ts'
import { createHourly } from '../hourly.ts'
import type { Log } from '../log.ts'
import { type Allowance, createAllowance } from './allowance.ts'
import { DENIALS, type DenialCode, Denied } from './denials.ts'
import { createFlow, type Flow, type FlowLimits } from './flow.ts'
import type { Network } from './networks.ts'
import { type Asking, expectedOf, isOurPage } from './origin.ts'
import { createPageTokens } from './page-tokens.ts'
import { directory, forwardedPrefix } from './prefix.ts'
import { createSeats, type SeatLimits } from './seats.ts'
import { type Arriving, listOf, takenFor, type Visitor, visitorOf } from './visitors.ts'

export interface AdmissionOptions {
  /** Authenticates page tokens; the same on every process that is to understand them. */
  readonly key: Uint8Array
  /** Address under which people reach this server, when configured. */
  readonly publicUrl: string | undefined
  /** Exact origins of other sites whose pages may come in. */
  readonly origins: readonly string[]
  readonly trustedProxies: readonly Network[]
  readonly limits: AdmissionLimits
}

export interface AdmissionLimits extends SeatLimits, FlowLimits {
  readonly joinsPerMinute: number
  readonly padsPerHour: number
}

export interface AdmissionDeps {
  readonly clock: { now(): number }
  readonly log: Log
}

export interface Asked extends Arriving {
  readonly url?: string | undefined
}

export interface Admission {
  /** Throws Denied when a page of another site sent it. */
  refuseForeign(request: Asked): void
  /** The address that asks. */
  visitor(request: Arriving): Visitor
  /** The same, as much as anybody may be told of himself. */
  takenFor(request: Arriving): TakenFor
  /** Path prefix of the deployment as this request came to it, beginning and ending in a slash. */
  base(request: Arriving): string
  /** Whether the browser came over TLS, as far as the public address or a trusted proxy tells. */
  isSecure(request: Arriving): boolean
  /** Hosts this deployment is reached by, as far as this request tells. */
  hosts(request: Arriving): readonly string[]
  /** Takes one of the openings of an address, whatever becomes of it. Throws Denied. */
  open(who: Visitor): void
  /** A seat in a pad; the answer gives it back. Throws Denied. */
  sit(who: Visitor, padId: string): () => void
  /** One more pad. Throws Denied. */
  create(who: Visitor): void
  /** One more request of a route that has an allowance of its own. Throws Denied `too-many-requests`. */
  ask(who: Visitor, allowance: Allowance, detail: string): void
  /** The measure of one peer. */
  flow(who: Visitor): Flow
  pageToken(): PageToken
  /** For whoever shows how this server fares. */
  counts(): AdmissionCounts
}

export interface AdmissionCounts {
  readonly seats: number
  readonly denied: ReadonlyMap<DenialCode, number>
  /** Requests that came from proxies nobody listed, by address: HOLDFAST_TRUSTED_PROXIES should name them. */
  readonly unlistedProxies: ReadonlyMap<string, number>
}

/** Proxies counted by address; more than that is no list for a person. */
const MAX_UNLISTED = 100

export function createAdmission(options: AdmissionOptions, deps: AdmissionDeps): Admission {
  const { limits } = options
  const { clock, log } = deps
  const publicUrl = options.publicUrl === undefined ? undefined : new URL(options.publicUrl)
  const origin = { publicOrigin: publicUrl?.origin, origins: options.origins }
  const tokens = createPageTokens({ key: options.key }, clock)
  const seats = createSeats(limits)
  const joins = createAllowance(
    { burst: limits.joinsPerMinute, perSecond: limits.joinsPerMinute / 60 },
    clock,
  )
  const pads = createAllowance({ burst: limits.padsPerHour, perSecond: limits.padsPerHour / 3600 }, clock)
  const hourly = createHourly(clock)
  const denied = new Map<DenialCode, number>()
  const unlistedProxies = new Map<string, number>()
  const visitors = new WeakMap<Arriving, Visitor>()

  function visitor(request: Arriving): Visitor {
    const known = visitors.get(request)
    if (known) return known
    const found = visitorOf(request, options.trustedProxies)
    visitors.set(request, found)
    if (found.unlisted !== undefined) tellUnlisted(found.unlisted)
    return found
  }

  function tellUnlisted(address: string): void {
    const requests = (unlistedProxies.get(address) ?? 0) + 1
    if (requests > 1 || unlistedProxies.size < MAX_UNLISTED) unlistedProxies.set(address, requests)
    if (!hourly.isFirst(`unlisted ${address}`)) return
    log.warn('admission.unlisted-proxy', {
      address,
      option: 'HOLDFAST_TRUSTED_PROXIES',
      advice: `add ${address} to the option when it is your proxy; until then all its people share one address`,
    })
  }

  /** Does what may be denied, and tells of it when it is. */
  function telling<T>(who: Visitor, work: () => T): T {
    try {
      return work()
    } catch (failure) {
      if (failure instanceof Denied) tell(failure, who)
      throw failure
    }
  }

  function tell({ code, extras }: Denied, { name }: Visitor): void {
    denied.set(code, (denied.get(code) ?? 0) + 1)
    // Two origins from one address are two things to know: a proxy that loses Host, and a stranger.
    if (!hourly.isFirst(`${code} ${name} ${extras.received ?? ''}`)) return
    const { received, expected } = extras
    log.warn('admission.denied', {
      code,
      source: name,
      option: DENIALS[code][2] || undefined,
      ...(received !== undefined && { received, expected: expected?.join(' ') }),
    })
  }

  function refuseForeign(request: Asked): void {
    const who = visitor(request)
    telling(who, () => {
      const asking = askingOf(request, who, tokens.isValid)
      if (isOurPage(asking, origin)) return
      const received = (asking.origin ?? `no origin, ${asking.site}`).slice(0, 300)
      const expected = expectedOf(asking, origin).map((text) => text.slice(0, 300))
      throw new Denied(
        'foreign-origin',
        `The request came from a page of ${received}; this server is ${expected.join(', ') || 'unnamed'}. ` +
          'Nothing was changed. If both are the same site, a proxy changed Host: the operator sets ' +
          'HOLDFAST_PUBLIC_URL. If the other site may come in, its origin belongs into HOLDFAST_ORIGINS.',
        undefined,
        { received, expected },
      )
    })
  }

  function within(who: Visitor, allowance: Allowance, code: DenialCode, detail: string): void {
    telling(who, () => {
      const wait = allowance.take(who.name, who.times)
      if (wait > 0) throw new Denied(code, detail, wait)
    })
  }

  return {
    refuseForeign,
    visitor,
    takenFor: (request) => takenFor(visitor(request)),
    base: (request) => {
      if (publicUrl !== undefined) return directory(publicUrl.pathname)
      return (visitor(request).vouched ? forwardedPrefix(request.headers) : undefined) ?? '/'
    },
    isSecure: (request) => {
      if (publicUrl !== undefined) return publicUrl.protocol === 'https:'
      return visitor(request).vouched && listOf(request.headers['x-forwarded-proto'])[0] === 'https'
    },
    hosts: (request) => hostsOf(request, visitor(request), publicUrl?.host),
    open: (who) =>
      within(who, joins, 'too-many-joins', 'This address opens more connections than are taken in a minute.'),
    sit: (who, padId) => telling(who, () => seats.take(who, padId)),
    create: (who) =>
      within(who, pads, 'too-many-pads', 'This address makes more pads than are taken in an hour.'),
    ask: (who, allowance, detail) => within(who, allowance, 'too-many-requests', detail),
    flow: (who) => {
      const flow = createFlow(limits, clock)
      return { take: (frames, bytes) => telling(who, () => flow.take(frames, bytes)) }
    },
    pageToken: () => ({ token: tokens.issue(), lifeMs: tokens.lifeMs }),
    counts: () => ({ seats: seats.taken(), denied, unlistedProxies }),
  }
}

function hostsOf({ headers }: Arriving, { vouched }: Visitor, publicHost: string | undefined): string[] {
  const forwarded = vouched ? listOf(headers['x-forwarded-host']) : []
  return [...new Set([headers.host ?? [], forwarded, publicHost ?? []].flat())]
}

function askingOf(request: Asked, { vouched }: Visitor, isToken: (token: string) => boolean): Asking {
  const { origin, host, 'sec-fetch-site': site, [PAGE_TOKEN_HEADER]: header } = request.headers
  // Only the query matters; the host in this URL stands for none.
  const parameter = URL.parse(request.url ?? '', 'http://host.invalid')?.searchParams.get(
    PAGE_TOKEN_PARAMETER,
  )
  return {
    origin,
    host,
    site: typeof site === 'string' ? site : undefined,
    forwardedHosts: vouched ? listOf(request.headers['x-forwarded-host']) : [],
    hasToken: [header, parameter].some((token) => typeof token === 'string' && isToken(token)),
  }
}
