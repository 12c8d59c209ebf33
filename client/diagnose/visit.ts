/** One run of the checks: where the deployment is, how it is asked, and what an earlier check leaves to a later one. */
import { PAGE_TOKEN_PARAMETER } from '../../protocol/page-token.ts'
import { NONCE_PARAMETER } from '../../protocol/witness.ts'
import { type Ask, type AskDeps, createAsk, PATIENCE_MS } from './ask.ts'
import { type OpenSocket, openSocket, type SocketDeps } from './open-socket.ts'
import type { Outcome } from './outcome.ts'
import { afterPatience } from './patience.ts'

export interface VisitDeps extends AskDeps, SocketDeps {
  /** 0 to below 1. */
  random(): number
}

export interface VisitOptions {
  /** The deployment's address with its path, ending in a slash. */
  readonly site: URL
  /** By which the server knows this page; undefined when it brought none. */
  readonly token: string | undefined
  /** Pads open by links alone, and the check has none: what only a pad could tell is not asked. */
  readonly byLinks: boolean
  /** Milliseconds for which silence is watched. */
  readonly watchMs: number
}

export interface Visit extends VisitOptions {
  /** A pad that nobody knows and nobody writes: it never comes into being. */
  readonly room: string
  /** The path of a page with its script. */
  readonly page: string
  readonly patience: number
  id(): string
  ask: Ask
  /** By a path below the deployment. */
  get(path: string, question?: Parameters<Ask>[1]): ReturnType<Ask>
  /** `known`: shows the token of this page, as a pad's page does. */
  open(asked: {
    readonly nonce?: string
    readonly known?: boolean
    readonly room?: string
  }): Promise<OpenSocket>
  now(): number
  wait(ms: number): Promise<void>
  /** What the plain GET of the socket's path got, once it is known. */
  plain: Outcome | undefined
  /** The path of the sockets asks for a password, and pages do not: whatever asks there opens a window for it. */
  wantsPassword: boolean
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function createVisit(options: VisitOptions, deps: VisitDeps): Visit {
  const id = () =>
    `check-${Array.from({ length: 16 }, () => ALPHABET[Math.floor(deps.random() * ALPHABET.length)]).join('')}`
  const ask = createAsk(deps)
  const room = id()
  return {
    ...options,
    room,
    page: options.byLinks ? 'diagnose' : `p/${room}`,
    patience: PATIENCE_MS,
    id,
    ask,
    get: (path, question) => ask(new URL(path, options.site), question),
    open: ({ nonce, known, room: other = room }) => {
      const url = new URL(`collab/${other}`, options.site)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      if (nonce !== undefined) url.searchParams.set(NONCE_PARAMETER, nonce)
      if (known && options.token !== undefined) url.searchParams.set(PAGE_TOKEN_PARAMETER, options.token)
      return openSocket(url.href, PATIENCE_MS, deps)
    },
    now: deps.now,
    wait: (ms) => new Promise((resolve) => void afterPatience(ms, resolve, deps)),
    plain: undefined,
    wantsPassword: false,
  }
}
