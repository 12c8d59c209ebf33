/** What of an observation is not as in a good deployment. */
import { GOOD, type Probe } from '../probes.ts'
import type { ObservedWords } from './observation.ts'

/** Beside the good answer: a proxy that announces WebSocket over HTTP/2 and keeps the promise. */
const ALSO_GOOD: { readonly [P in Probe]?: string } = { 'handshake-h2': '200 app' }

export const isGood = (probe: Probe, result: string): boolean =>
  result === GOOD[probe] || result === ALSO_GOOD[probe]

export const deviations = (observed: ObservedWords): readonly (readonly [Probe, string])[] =>
  (Object.entries(observed) as [Probe, string][]).filter(([probe, result]) => !isGood(probe, result))
