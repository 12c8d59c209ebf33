/**
 * One look at one address: from its text to everything that the checks found there. Which fault that is, and what
 * is said of it, is decided by whoever asked.
 */

import type { Observation } from '../proxy-configs/causes/observation.ts'
import { everything } from '../proxy-configs/probes.ts'
import { observationOf } from './causes/observation.ts'
import { lookAtTcp, lookAtTls, lookAtUrl, lookUp } from './checks/address.ts'
import type { Check, CheckId, CheckResult, Finding, Wish } from './checks/check.ts'
import { CHECKS } from './checks/checks.ts'
import { LOOKS } from './checks/looks.ts'
import { runChecks } from './checks/run.ts'
import { createScratch, type Left } from './checks/scratch.ts'
import { createSite, type Site, type SiteOptions } from './checks/site.ts'
import { authorIn } from './checks/words.ts'
import { type Dialect, jsonOf } from './dialects/dialect.ts'
import { generic } from './dialects/generic.ts'
import { holdfast } from './dialects/holdfast.ts'
import { type Recognised, readAs, recognise } from './dialects/recognise.ts'
import { ask, type Outcome } from './wire/ask.ts'
import { type Endpoint, type Header, isSecure, nameOf, portOf } from './wire/endpoint.ts'
import { headerIn } from './wire/http-head.ts'
import type { Address, Platform } from './wire/platform.ts'

export interface Target {
  readonly url: URL
  /** Undefined: found out. */
  readonly dialect: Dialect | undefined
  /** What a name means, instead of what the system says. */
  readonly resolve: ReadonlyMap<string, readonly Address[]>
  readonly through: { readonly name: string; readonly port: number } | undefined
  readonly headers: readonly Header[]
  readonly authorities: string | undefined
  readonly options: SiteOptions
}

export interface ExamineDeps {
  readonly platform: Platform
  /** Milliseconds since 1970. */
  today(): number
  progress(check: Check, result?: CheckResult): void
}

export interface Examination {
  readonly url: URL
  readonly recognised: Recognised
  readonly results: readonly CheckResult[]
  readonly observation: Observation
  readonly isReached: boolean
  /** A check broke. */
  readonly broke: boolean
  readonly left: Left
}

export async function examine(target: Target, deps: ExamineDeps): Promise<Examination> {
  const { url, options } = target
  const { platform } = deps
  const scratch = createScratch()
  let endpoint = await endpointOf(target, [], platform)
  let recognised = readAs(target.dialect ?? holdfast, url.pathname, 'not asked yet')
  const ways: { readonly [id in CheckId]?: () => Promise<Finding> } = {
    D02: async () => {
      const { finding, addresses } = await lookUp(url, target.resolve.get(nameOf(url)), platform)
      endpoint = { ...endpoint, addresses }
      return finding
    },
    D03: async () => withNothing(await lookAtTcp(endpoint, options.patience, platform)),
    D04: () => lookAtTls(endpoint, options.patience, platform, deps.today()),
    D01: async () => {
      recognised = await recogniseTarget(target, endpoint, platform)
      return lookAtUrl(url, recognised)
    },
  }
  const first = await runChecks(
    {
      looks: new Map(CHECKS.flatMap((check) => pairOf(check, ways[check.id]))),
      grounds: isSecure(url) ? ['TLS address'] : [],
      without: new Set(),
      more: 2 * options.patience,
    },
    deps,
  )
  const { dialect, base } = recognised
  const isLocked =
    first.grounds.has('connection') && (await asksForLink(recognised, endpoint, target, platform))
  const site = createSite({ url, endpoint, dialect, base, isLocked, options, platform, scratch })
  const second = await runChecks(
    {
      looks: new Map(
        CHECKS.flatMap((check) => {
          const look = LOOKS[check.id]
          return pairOf(check, look && (() => look(site)))
        }),
      ),
      grounds: first.grounds,
      without: wishesUnmet(site),
      more: options.soak + options.patience,
    },
    deps,
  )
  const left = await scratch.clear((room) => remove(site, room))
  const found = new Map([...first.results, ...second.results].map((result) => [result.check, result]))
  const results = CHECKS.flatMap((check) => found.get(check) ?? [])
  return {
    url,
    recognised,
    results,
    observation: {
      ...observationOf(results),
      isBelow: dialect.name !== 'generic' && base !== '/',
      isThrough: target.through !== undefined,
    },
    isReached: first.grounds.has('connection'),
    broke: first.broke || second.broke,
    left,
  }
}

const pairOf = (
  check: Check,
  look: (() => Promise<Finding>) | undefined,
): readonly (readonly [Check, () => Promise<Finding>])[] => (look === undefined ? [] : [[check, look]])

async function endpointOf(
  target: Target,
  addresses: readonly Address[],
  platform: Platform,
): Promise<Endpoint> {
  const { url, through, resolve, headers, authorities } = target
  const forward =
    through === undefined
      ? undefined
      : {
          ...through,
          addresses: resolve.get(through.name) ?? (await platform.lookup(through.name).catch(() => [])),
        }
  return {
    name: nameOf(url),
    port: portOf(url),
    secure: isSecure(url),
    authority: url.host,
    addresses,
    headers,
    ...(authorities !== undefined && { authorities }),
    ...(forward !== undefined && { through: forward }),
  }
}

/**
 * Where connections are begun and never taken, every question has the same answer. A refused one is none: nobody
 * listens, and no proxy can be blamed for what it does with requests.
 */
function withNothing(finding: Finding): Finding {
  const isSilent = finding.evidence.some(({ received }) => received.startsWith('no answer came in time'))
  if (finding.grounds?.includes('connection') || !isSilent) return finding
  return { ...finding, observed: everything('hangs') }
}

async function recogniseTarget(target: Target, endpoint: Endpoint, platform: Platform): Promise<Recognised> {
  const { url, dialect, options } = target
  const path = url.pathname
  if (dialect !== undefined) return readAs(dialect, path, 'as the command line says')
  if (endpoint.addresses.length === 0) return readAs(holdfast, path, 'nothing answers; taken for Holdfast')
  const found = await recognise(path, (at) =>
    ask(endpoint, { path: at, patience: options.patience }, platform),
  )
  if (found.dialect !== undefined) return found
  // Where no app answers at all, only proxies do, and those are the same before every app.
  if (!found.outcomes.some(isOfAnApp)) {
    return readAs(holdfast, path, 'no app answers, only what stands in front; taken for Holdfast')
  }
  // A WebSocket of an unknown app has an address of its own; at the root people have a page, or a refusal for all.
  if (path === '/' && (found.outcomes.some(isPage) || found.outcomes.every(isRefusal))) {
    return readAs(holdfast, path, 'no app that is known; taken for Holdfast')
  }
  return readAs(generic, `${path}${url.search}`, 'no app that is known; asked as any WebSocket')
}

async function asksForLink(
  { dialect: { lock }, base }: Recognised,
  endpoint: Endpoint,
  { options }: Target,
  platform: Platform,
): Promise<boolean> {
  if (lock === undefined) return false
  const answer = await ask(endpoint, { path: `${base}${lock.path}`, patience: options.patience }, platform)
  return answer.is === 'answered' && jsonOf(answer)?.code === lock.code
}

const isOfAnApp = (outcome: Outcome): boolean =>
  outcome.is === 'answered' &&
  outcome.status < 500 &&
  outcome.body.bytes.length > 0 &&
  authorIn(outcome, generic) === 'app'

const isRefusal = (outcome: Outcome): boolean =>
  outcome.is === 'unanswered' || [400, 401, 403].includes(outcome.status)

const isPage = (outcome: Outcome): boolean =>
  outcome.is === 'answered' &&
  outcome.status === 200 &&
  /^text\/html/.test(headerIn(outcome.headers, 'content-type') ?? '')

function wishesUnmet({ dialect, isLocked, options }: Site): ReadonlySet<Wish> {
  const isHoldfast = dialect.name === 'holdfast'
  const isYjs = isHoldfast || dialect.name === 'y-websocket'
  const unmet: readonly (readonly [Wish, boolean])[] = [
    ['soak', options.soak === 0],
    ['two-user', !options.twoUser],
    ['writes', options.readOnly],
    ['witness', !isHoldfast],
    ['pads', !isHoldfast],
    ['access', isLocked],
    ['yjs', !isYjs],
    ['polling', dialect.polling === undefined],
    ['page', dialect.page === undefined],
    ['health', dialect.health === undefined],
  ]
  return new Set(unmet.filter(([, isUnmet]) => isUnmet).map(([wish]) => wish))
}

/** Only Holdfast lets a pad be removed without an account. */
async function remove({ dialect, get }: Site, room: string): Promise<boolean> {
  if (dialect.name !== 'holdfast') return false
  const outcome = await get(`api/pads/${room}`, { method: 'DELETE' })
  // 404: nothing came into being under this name.
  return outcome.is === 'answered' && [200, 404, 410].includes(outcome.status)
}
