/**
 * What a story came to, as data: small enough to be written into a table by hand, so that a test, a fault's
 * description and a run against somebody's deployment can all say what is expected and compare it with what was
 * seen. No browser is known here.
 */

/** What stood on the screen after an address was opened. */
export type PageLoad =
  | { readonly is: 'loads' }
  /** A page, but none of Holdfast's pages: an error, a login, somebody else's. 200 is possible. */
  | { readonly is: 'error-page'; readonly status: number }
  /** The browser itself says why. */
  | { readonly is: 'nothing'; readonly because: string }

/** Whose words somebody reads in the pad: both people's, or one's, or none. */
export type Sight = 'both' | 'only-own' | 'only-other' | 'nothing'

/** What a person's page did, as the browser and the page tell it. */
export interface Traces {
  /** What the page says in its status, e.g. `Saved`. */
  readonly says: string
  /** What it tells whoever looks closer: the status panel, or an exhibit's record. */
  readonly tells: string
  /** The browser's words about WebSockets that failed to open, each once; none in a browser that tells none. */
  readonly socketFailures: readonly string[]
  /** Whether a WebSocket of the page opened. */
  readonly socketOpened: boolean
  /** Code with which the page saw its WebSocket close, where it tells. */
  readonly closeCode: number | undefined
  /** Requests other than GET that the page sent, as `PATCH /path`. */
  readonly sent: readonly string[]
}

export interface SeenBy extends Traces {
  readonly page: PageLoad
  /** Before this person wrote anything. */
  readonly onOpening: Sight
  readonly sees: Sight
  readonly afterReload: Sight
}

/** The story of two people, one pad, and what became of their words. */
export interface InvisibleContentOutcome {
  readonly client: string
  /** undefined when the pad could not even be made. */
  readonly padId: string | undefined
  readonly ada: SeenBy
  readonly bert: SeenBy
  /** Bert read the pad's title in the list. */
  readonly titleInList: boolean
  /** The text as the server has it, by its export; undefined when that could not be read. */
  readonly stored: string | undefined
  /** Status of /live/health; undefined without an answer. */
  readonly health: number | undefined
}

/** The story of one person and a pad that exists. */
export interface ReconnectOutcome extends Traces {
  readonly client: string
  readonly page: PageLoad
  readonly ended: 'works' | 'timed-out' | 'neither'
  readonly seesText: boolean
  /** What was written then is on the server. */
  readonly writes: boolean
}

/** For people: one line about what somebody saw. */
export const inWords = (load: PageLoad): string => {
  if (load.is === 'loads') return 'the page loads'
  return load.is === 'error-page' ? `a page of status ${load.status}` : `no page: ${load.because}`
}
