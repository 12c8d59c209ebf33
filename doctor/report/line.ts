/**
 * The picture of the way, drawn from what is known and no more: a hop that has no name is "a proxy", one of several
 * is a bracket, and a stretch nobody proved is dashed.
 */

import { HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import type { Cause } from '../../proxy-configs/causes/causes.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import type { Blame } from '../causes/blame.ts'
import type { Line, Transport } from './diagnosis.ts'

export interface LineParts {
  readonly app: string
  readonly observation: Observation
  readonly cause: Cause | undefined
  readonly verdict: 'well' | 'ill' | 'unreachable'
  readonly transports: { readonly websocket: Transport; readonly http: Transport }
  /** Names of the hops that were asked one by one, outermost first; empty when none was. */
  readonly asked: readonly string[]
  readonly blame: Blame | undefined
  /** Given when no cause of the catalogue fits. */
  readonly summary: string
}

const named = (brand: string): string => (HOP_NAMES as Readonly<Record<string, string>>)[brand] ?? brand

export function drawLine(parts: LineParts): Line {
  const { app, observation, cause, verdict, asked, blame } = parts
  const hops = asked.length > 0 ? asked : hopsSeen(observation, cause)
  const nodes = ['you', ...hops, app]
  const reason = cause?.faults[0]?.title ?? parts.summary
  const still =
    parts.transports.websocket === 'blocked' && parts.transports.http === 'works' ? 'live by HTTP' : ''
  if (verdict === 'well') {
    const isLive = parts.transports.websocket === 'works'
    const between = nodes.slice(1).map(() => (isLive ? ('proven' as const) : ('unknown' as const)))
    return { nodes, between, reason: '', still: isLive ? 'live' : '' }
  }
  const cutAt = cutPosition(hops.length, cause, verdict, blame)
  const isSeen = observation.results.residue !== undefined && observation.results.residue !== 'unseen'
  const between = nodes.slice(1).map((_node, index) => {
    if (index === cutAt) return 'cut'
    if (cutAt === undefined) return 'unknown'
    return index < cutAt || isSeen ? 'proven' : 'unknown'
  })
  return { nodes, between, reason: cutAt === undefined ? '' : reason, still }
}

/** By the marks they leave; how many there are is known where each says whom it forwards for. */
function hopsSeen({ brands, hops }: Observation, cause: Cause | undefined): readonly string[] {
  const culprit = cause?.faults[0]?.culprit
  const seen = [...brands].map(named)
  if (culprit !== undefined && culprit !== 'app' && culprit !== 'firewall' && !brands.has(culprit)) {
    seen.push(named(culprit))
  }
  if (culprit === 'firewall') seen.unshift('a firewall')
  const nameless = Math.max(0, (hops ?? 0) - seen.length)
  if (nameless === 1) return [...seen, 'another proxy']
  return nameless > 1 ? [...seen, `[${nameless} other proxies]`] : seen
}

/** The stretch behind the guilty hop; undefined when no one is known to be guilty. */
function cutPosition(
  hops: number,
  cause: Cause | undefined,
  verdict: LineParts['verdict'],
  blame: Blame | undefined,
): number | undefined {
  if (verdict === 'unreachable') return 0
  if (blame !== undefined) return Math.min(blame.at + 1, hops)
  if (cause === undefined) return undefined
  return cause.faults[0]?.culprit === 'firewall' ? 1 : hops
}
