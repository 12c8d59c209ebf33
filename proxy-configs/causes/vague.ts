/**
 * Words for who cannot see an answer itself. No script may read what a failed handshake was answered with, nor where a
 * redirect leads; but by other signs it knows what it cannot have been.
 */

const VAGUE: Readonly<Record<string, RegExp>> = {
  /** Something before the app answered, or nobody did: the app never saw it. */
  'not by the app': /^(?!101$|\d{3} app$)/,
  /** The app saw it whole and refused it. */
  'refused by the app': /^(?!426)\d{3} app$/,
  /** Nobody can say who refused it. */
  'not 101': /^(?!101$)/,
  'some redirect': /^30[12378] /,
}

export type VagueWord = 'not by the app' | 'refused by the app' | 'not 101' | 'some redirect'

/** Whether what a fault is known for may be what was seen so vaguely. */
export const mayBe = (expected: string, seen: string): boolean => VAGUE[seen]?.test(expected) === true
