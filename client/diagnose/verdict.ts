/**
 * From what was observed to what it means: whether pads are live, and which faults of the catalogue do this. Pure, and
 * the comparison is the doctor's own, so that both name the same where a browser sees as much.
 */
import { type Cause, causesOf } from '../../proxy-configs/causes/causes.ts'
import { deviations } from '../../proxy-configs/causes/deviations.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import type { Probe } from '../../proxy-configs/probes.ts'

/**
 * `well`: nothing is wrong. `unclear`: neither, but whether WebSocket works is not known. `flawed`: something is wrong
 * that does not block WebSocket. `apart`: connections to one pad do not meet there. `by-http`: WebSocket is blocked and
 * the requests that take its place work. `not-live`: neither works. `unreachable`: the server does not answer.
 */
export type Kind = 'well' | 'unclear' | 'flawed' | 'apart' | 'by-http' | 'not-live' | 'unreachable'

export interface Verdict {
  readonly kind: Kind
  readonly websocket: 'works' | 'blocked' | 'unknown'
  readonly http: 'works' | 'blocked' | 'unknown'
  /** What is not as in a good deployment, with its word. */
  readonly wrong: readonly (readonly [Probe, string])[]
  /** First the one that explains most; several faults in one look the same from a browser. */
  readonly causes: readonly Cause[]
}

export function verdictOf(observation: Observation): Verdict {
  const { results } = observation
  const websocket =
    results.handshake === undefined
      ? 'unknown'
      : results.handshake === '101' && (results['round-trip'] ?? 'answers') === 'answers'
        ? 'works'
        : 'blocked'
  const http =
    results.exchange === undefined ? 'unknown' : results.exchange === '200 app' ? 'works' : 'blocked'
  const wrong = deviations(results)
  return {
    kind: kindOf(websocket, http, wrong.length > 0, results),
    websocket,
    http,
    wrong,
    causes: causesOf(observation, FAULTS),
  }
}

function kindOf(
  websocket: Verdict['websocket'],
  http: Verdict['http'],
  isWrong: boolean,
  { page, health, together }: Observation['results'],
): Kind {
  const isGone = [page, health].every((word) => word === 'closed' || word === 'hangs')
  if (isGone && page !== undefined && websocket !== 'works') return 'unreachable'
  if (websocket === 'blocked') return http === 'works' ? 'by-http' : 'not-live'
  if (together === 'apart') return 'apart'
  if (isWrong) return 'flawed'
  return websocket === 'works' ? 'well' : 'unclear'
}

/** Whether whoever carries it may call it the cause, or only suspects it. */
export const isSure = ({ confidence, faults }: Cause): boolean =>
  confidence === 'certain' && faults.length === 1
