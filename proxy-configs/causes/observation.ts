/**
 * What somebody saw of a deployment, in the words of the catalogue: everything that causes are concluded from. Whoever
 * looks (the doctor, the page in the browser) makes one of these, and the same conclusions follow.
 */
import type { Probe } from '../probes.ts'

/** What is known; what is not known is not in it. Beside the words of the catalogue, the vague ones (vague.ts). */
export type ObservedWords = { readonly [P in Probe]?: string }

export interface Observation {
  readonly results: ObservedWords
  /** Milliseconds. */
  readonly took: { readonly [P in Probe]?: number }
  /** Proxies that signed something. */
  readonly brands: ReadonlySet<string>
  /** How many hops told the app whom they forward for. */
  readonly hops: number | undefined
  /** What refusals ask of the visitor. */
  readonly tells: ReadonlySet<string>
  /** The deployment lies below a path instead of at the root; undefined when nobody said. */
  readonly isBelow?: boolean
  /** It was asked through a forward proxy of the visitor's; a page in a browser does not know. */
  readonly isThrough?: boolean | 'unknown'
  /** Known from asking each hop by itself: the guilty one's place from the outside, and how many proxies there are. */
  readonly place?: { readonly at: number; readonly of: number }
}
