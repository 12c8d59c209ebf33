/**
 * From one round trip through the public address, and what this server itself saw of its handshake, to what a monitor
 * is told: it works, or the cause as a word that stays, a sentence, and the lines that mend it where they are known.
 * Pure. What a proxy left of the handshake is judged by the same table as any browser's.
 */
import { CAUSES, HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import type { Residue } from '../../protocol/residue.ts'
import type { Suspect } from '../../protocol/suspects.ts'
import type { Seen } from '../../protocol/witness.ts'
import type { RoundTrip } from './round-trip.ts'

export const OUTSIDE_CAUSES = {
  'not-connected': 'No connection to the public address: name, port, or certificate.',
  'not-arrived': 'Something answered in the place of this server, and the handshake never came here.',
  'upgrade-removed': 'The handshake arrived without its upgrade: a proxy removed it.',
  'answer-lost': 'The handshake arrived and was accepted, and the answer did not come back.',
  'refused-here': 'The handshake arrived whole, and this server refused it.',
  silent: 'It opens, and nothing is answered over it.',
  cut: 'It opens, and is cut before an answer came.',
} as const satisfies Record<string, string>

export type OutsideCause = keyof typeof OUTSIDE_CAUSES

export type OutsideFinding =
  | { readonly works: true; readonly handshakeMs: number; readonly roundTripMs: number }
  | {
      readonly works: false
      readonly cause: OutsideCause
      /** What happened, and what to do. */
      readonly detail: string
      /** Of `upgrade-removed`, most suspect first, each with lines for its configuration. */
      readonly suspects: readonly Suspect[]
      readonly furtherOut: boolean
      /** What came here of the handshake; undefined when nothing did. */
      readonly arrived: Residue | undefined
    }

export function judgeRoundTrip(trip: RoundTrip, seen: Seen): OutsideFinding {
  if (trip.is === 'answered')
    return { works: true, handshakeMs: trip.handshakeMs, roundTripMs: trip.roundTripMs }
  const cause = causeOf(trip, seen)
  const stripped = cause === 'upgrade-removed' && seen.seen ? seen : undefined
  const what = [OUTSIDE_CAUSES[cause], evidenceOf(trip)]
  return {
    works: false,
    cause,
    detail: [...what, ...(stripped ? accusations(stripped.suspects) : [ADVICE[cause]])].join(' '),
    suspects: stripped?.suspects ?? [],
    furtherOut: stripped?.furtherOut ?? false,
    arrived: seen.seen ? seen.arrived : undefined,
  }
}

function causeOf(trip: Exclude<RoundTrip, { is: 'answered' }>, seen: Seen): OutsideCause {
  if (seen.seen && seen.verdict === 'stripped') return 'upgrade-removed'
  if (trip.is === 'closed') return 'cut'
  if (trip.is === 'silent' && trip.opened) return 'silent'
  if (seen.seen && seen.upgraded) return 'answer-lost'
  if (seen.seen) return 'refused-here'
  return trip.is === 'not-connected' ? 'not-connected' : 'not-arrived'
}

function evidenceOf(trip: Exclude<RoundTrip, { is: 'answered' }>): string {
  switch (trip.is) {
    case 'refused': {
      const by = trip.server === undefined ? '' : ` (Server: ${trip.server})`
      return `The answer was ${trip.status}${by}${trip.code === undefined ? '' : `, code ${trip.code}`}.`
    }
    case 'not-connected':
      return `It failed with: ${trip.reason}.`
    case 'silent':
      return 'Nothing came until the patience was over.'
    case 'closed':
      return trip.code === 1006 ? 'It was cut without a word.' : `It was closed with ${trip.code}.`
  }
}

const ADVICE: { readonly [cause in OutsideCause]: string } = {
  'not-connected':
    'See that HOLDFAST_PUBLIC_URL is the address people open, that this machine can reach it, and that its certificate is trusted.',
  'not-arrived':
    'See where the proxy in front sends the path /collab/ below the public address; with several nodes the handshake may have come to another one.',
  'upgrade-removed': '',
  'answer-lost': 'Look for a proxy or firewall that does not let the answer 101 Switching Protocols pass.',
  'refused-here': 'The log of this server says why, at websocket.refused.',
  silent: 'Look for a proxy or firewall that holds back what goes over an open WebSocket.',
  cut: 'Look for a proxy or firewall that ends a WebSocket as soon as data goes over it.',
}

const accusations = (suspects: readonly Suspect[]): readonly string[] =>
  suspects.map(
    ({ hop, cause, confidence, fix }) =>
      `${HOP_NAMES[hop]} (${confidence}): ${CAUSES[cause]} Mend it with: ${fix.join(' ')}`,
  )
