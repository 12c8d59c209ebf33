/**
 * One deployment as the checks see it: how to get there, which app answers, and a few ways of asking that all of
 * them share. It remembers nothing that a check finds out.
 */
import type { Dialect } from '../dialects/dialect.ts'
import { ask, type Outcome, type Question } from '../wire/ask.ts'
import type { Endpoint } from '../wire/endpoint.ts'
import { type HandshakeQuestion, type Shaken, shake } from '../wire/handshake.ts'
import type { Platform } from '../wire/platform.ts'
import { type OpenSocket, openSocket } from '../wire/websocket.ts'
import type { Scratch } from './scratch.ts'

export interface SiteOptions {
  /** Milliseconds without an answer after which it counts as hanging. */
  readonly patience: number
  /** Milliseconds for which connections are left silent; 0 when nobody asked for it. */
  readonly soak: number
  readonly twoUser: boolean
  readonly readOnly: boolean
  /** Instead of the deployment's own Origin. */
  readonly origin: string | undefined
}

export interface Site {
  readonly url: URL
  readonly endpoint: Endpoint
  readonly dialect: Dialect
  /** Path of the deployment; everything of the dialect lies below it. */
  readonly base: string
  readonly room: string
  /** Its pads open by links, and none that opens was shown: what is refused by the app is no fault. */
  readonly isLocked: boolean
  readonly options: SiteOptions
  readonly platform: Platform
  readonly scratch: Scratch
  get(path: string, more?: Partial<Question>): Promise<Outcome>
  /** A handshake whose socket, if it opens, is let go at once. */
  shake(question: Omit<HandshakeQuestion, 'path'> & { readonly query?: string }): Promise<Shaken>
  open(room?: string): Promise<{ readonly shaken: Shaken; readonly socket?: OpenSocket }>
  /** A name nobody used before. */
  name(): string
}

export type SiteParts = Omit<Site, 'get' | 'shake' | 'open' | 'name' | 'room'>

export const randomName = (platform: Platform): string =>
  `doctor-${Buffer.from(platform.random(9)).toString('base64url')}`

export function createSite(parts: SiteParts): Site {
  const { endpoint, platform, dialect, base, options } = parts
  const name = () => randomName(platform)
  const room = name()
  const socketPath = (inRoom: string, query = '') => withQuery(`${base}${dialect.socket(inRoom)}`, query)
  return {
    ...parts,
    room,
    name,
    get: (path, more) =>
      ask(endpoint, { path: `${base}${path}`, patience: options.patience, ...more }, platform),
    shake: async ({ query, ...question }) => {
      const path = socketPath(room, query)
      const shaken = await shake(endpoint, { patience: options.patience, ...question, path }, platform)
      if (shaken.outcome.is === 'answered') shaken.outcome.stream?.end()
      return shaken
    },
    open: (inRoom = room) =>
      openSocket(endpoint, { path: socketPath(inRoom), patience: options.patience }, platform),
  }
}

const withQuery = (path: string, query: string): string =>
  query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`
