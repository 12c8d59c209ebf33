/**
 * What is known of a fault: one way to break a good configuration that people really have in front of their
 * servers. The README of its folder, the catalogue, the broken file, the tests on the real proxy, and what the
 * doctor says all come from this one record. A myth is the same with the opposite outcome.
 */
import type { Edit } from './edits.ts'
import type { ProxyName } from './good.ts'
import type { GoodName } from './good-configs.ts'
import type { Expectation } from './probes.ts'

/** What a person notices first; the catalogue is sorted by it. */
export const SYMPTOMS = {
  invisible: 'The page loads, but what others write never appears; WebSocket is blocked.',
  'cut-when-idle': 'The connection breaks whenever nobody types for a while.',
  'requests-cut':
    'Long requests break; whoever lives without WebSocket loses the connection again and again.',
  stale: 'An old title, list or text comes back although it was changed.',
  'too-large': 'Small changes are saved, large ones are not.',
  'origin-refused': 'The server refuses the page as a stranger.',
  'wrong-path': 'The page is missing or bare, or its addresses lead nowhere.',
  'page-dead': 'WebSocket would work, the page does not.',
  'requests-refused': 'Opening and writing works; making, importing or renaming a pad is refused.',
  login: 'A login, or a refusal, stands between the page and its WebSocket.',
  unreachable: 'An error page, or nothing at all.',
  busy: 'It works for some people, until too many are there.',
  dropped: 'Every connection breaks at once, now and then.',
  'config-not-loaded': 'The change of the configuration had no effect.',
  apart: 'Everything is green, and people of one pad do not see each other.',
  slow: 'What others write appears late.',
} as const satisfies Record<string, string>
export type Symptom = keyof typeof SYMPTOMS

/** One proxy of the way, or a firewall between two. */
export type Hop =
  | {
      readonly good: GoodName
      readonly tls?: true
      readonly subPath?: string
      /** Another proxy stands in front. Implied for every hop but the first. */
      readonly inner?: true
      /** Places of its own, by name; `example` is what the file for people shows, `test` what the tests fill in. */
      readonly places?: Readonly<Record<string, { readonly example: string; readonly test: string }>>
      readonly edits?: readonly Edit[]
      /**
       * What becomes of the file: `refused`, the proxy does not start with it; or one that has the edits
       * `running` goes on, because this one was put in its place, reloaded, and does not load.
       */
      readonly loads?: 'refused' | { readonly running: readonly Edit[] }
      /** Nobody but root may read the file, and the proxy is not root. */
      readonly unreadable?: true
      /** What is wrong in the proxy's main file, into which the pasted one is read. */
      readonly main?: readonly Edit[]
      /** Replaces the good config's command line parameters; the same two forms. */
      readonly parameters?: { readonly example: readonly string[]; readonly test: readonly string[] }
      /** A regular expression for what its log says when the fault has come about; nobody asks before. */
      readonly settled?: string
    }
  | {
      /** Drops every packet of a connection that was silent for a while; or answers the first data after 101 with RST. */
      readonly firewall: 'drops-when-idle' | 'resets-after-upgrade'
    }

/** The way from a visitor to the app. */
export interface Way {
  /** Outermost first. */
  readonly hops: readonly Hop[]
  /**
   * What stands at the end. `app`: Holdfast, as it comes. `two-addresses`: the same one at two addresses, as two
   * nodes over one storage are. `strangers`: two Holdfasts that share nothing. `down`: nothing listens. `silent`:
   * accepts and never answers.
   */
  readonly end?: 'app' | 'two-addresses' | 'strangers' | 'down' | 'silent'
  /** So many sockets of other people are open while everything is asked. */
  readonly crowd?: number
  /**
   * What is done to this hop while the sockets of `idle` and `pinged` are open; all else is asked before. `reload`
   * reads its configuration again the way people make it.
   */
  readonly meanwhile?: { readonly hop: number; readonly does: 'reload' | 'SIGHUP' | 'SIGUSR1' }
  /** Options of the server that belong to the case. */
  readonly environment?: Readonly<Record<string, string>>
  /** Status that the stub behind the place `{{stub}}` answers to everything; with 302, to `/login`. */
  readonly stub?: 200 | 302 | 401 | 403 | 500
  /** What people do who take the wrong scheme: ask the port that sends plain HTTP on to HTTPS, or ask the TLS port in the clear. */
  readonly visitors?: 'at-plain-port' | 'without-tls'
}

/** One proxy of one's own, with these places of its configuration broken. */
export const oneHop = (good: GoodName, ...edits: readonly Edit[]): Way => ({ hops: [{ good, edits }] })

/** What two people see who write in one pad. `none`: no pad opens. */
export interface Stories {
  /** y-websocket over the browser's own WebSocket, and nothing else. */
  readonly 'socket-only': 'together' | 'apart' | 'none'
  /** socket.io with WebSocket only, and five attempts. */
  readonly 'five-attempts': 'together' | 'apart' | 'timed out' | 'none'
  /** Holdfast. */
  readonly holdfast: 'live' | 'live by HTTP' | 'apart' | 'none'
}

export const ALL_WELL: Stories = { 'socket-only': 'together', 'five-attempts': 'together', holdfast: 'live' }
export const WEBSOCKET_BLOCKED: Stories = {
  'socket-only': 'apart',
  'five-attempts': 'timed out',
  holdfast: 'live by HTTP',
}
/** The app takes its own page for a stranger's. Pads of the first exhibit are made by a form, which is refused, too. */
export const TAKEN_FOR_FOREIGN: Stories = {
  'socket-only': 'none',
  'five-attempts': 'timed out',
  holdfast: 'live',
}
/** The same, where no WebSocket gets through either. */
export const BLOCKED_AND_FOREIGN: Stories = { ...WEBSOCKET_BLOCKED, 'socket-only': 'none' }
/** Pads of the first exhibit are made by a form, which is refused; all else goes on over WebSocket. */
export const FORMS_REFUSED: Stories = { ...ALL_WELL, 'socket-only': 'none' }
/** Neither WebSocket nor exchange gets through at `/collab/`; the five attempts go elsewhere. */
export const LIVE_PATH_BLOCKED: Stories = {
  'socket-only': 'apart',
  'five-attempts': 'together',
  holdfast: 'apart',
}
/** The same, where the exhibits have no way through either: only the product's paths were thought of. */
export const LIVE_PATH_AND_EXHIBITS_BLOCKED: Stories = {
  'socket-only': 'none',
  'five-attempts': 'none',
  holdfast: 'apart',
}
export const NO_PAGE: Stories = { 'socket-only': 'none', 'five-attempts': 'none', holdfast: 'none' }

/** By WWW-Authenticate, by where Location leads, and by what the same port does when asked in the other scheme. */
export type Tell =
  | 'asks for a password'
  | 'redirects to https'
  | 'redirects elsewhere'
  | 'speaks TLS'
  | 'speaks plain HTTP'

interface Case {
  /** Folder's name: the proxy and the mechanism. */
  readonly id: string
  readonly title: string
  readonly way: Way
  /** What differs from a good deployment on the wire; everything it does not name is asserted to be good. */
  readonly expect: Expectation
  /** Milliseconds a probe takes at least, where the time tells the fault from its neighbours. */
  readonly takes?: Partial<Record<keyof Expectation, number>>
  /** Probes whose outcome is a matter of chance here, such as which of two nodes is asked. */
  readonly varies?: readonly (keyof Expectation)[]
  /** Where it was reported or read: issues, directives, RFC sections. */
  readonly sources: readonly string[]
}

export interface Fault extends Case {
  /** Whose configuration, or absence, is wrong. */
  readonly culprit: ProxyName | 'firewall' | 'app'
  readonly symptom: Symptom
  /** In the words of whoever is stuck. */
  readonly sees: string
  /** What is on the wire and in the proxy's log, beyond what `expect` says. */
  readonly wire: string
  /** How it is told from the faults that look alike; ids in backquotes. */
  readonly neighbours: string
  /** What Holdfast's own client does about it. */
  readonly ours: string
  /** One sentence; the lines are the difference to the good configuration. */
  readonly fix: string
  readonly stories: Stories
  /** What people see just as well where chance decides, such as which of two nodes each is led to. */
  readonly orByChance?: Stories
  /** What a refusal asks of the visitor, where the status alone does not tell the fault from its neighbours. */
  readonly tells?: readonly Tell[]
  /** What the proxy's own check says of the file, where it says anything. */
  readonly check?: { readonly ok: boolean; readonly says: string }
}

/** What everybody knows and the measurement does not. It is asserted like a fault. */
export interface Myth extends Case {
  readonly about: ProxyName | 'app'
  readonly claim: string
  readonly measured: string
}
