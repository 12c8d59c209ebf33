/** What a session is given by the page: facts, who is told, and the platform. Shapes only. */
import type { PadPage } from '../../protocol/api.ts'
import type { TokenSource } from '../connection/page-token.ts'
import type { Platform } from '../connection/resilient-socket.ts'
import type { DeviceSide } from './device-side.ts'
import type { Person } from './person.ts'
import type { PadStatus } from './status.ts'

export interface PadSessionOptions {
  readonly page: PadPage
  /** One Yjs v1 update: what the page, or the address it named, brought; undefined when it did not come yet. */
  readonly state: Uint8Array | undefined
  /** undefined where nothing is kept: the pad is damaged, or this is no browser. */
  readonly device?: DeviceSide | undefined
  /** `ws:` or `wss:` address without the pad's id. */
  readonly serverUrl: string
  readonly stateUrl: string
  readonly fallbackName: string
  onStatus(status: PadStatus): void
  /** The server takes no changes from this page after all. */
  onReadOnly?(): void
  onPeople(self: Person, others: readonly Person[]): void
}

export interface PadSessionDeps {
  readonly platform: Platform
  readonly pageToken?: TokenSource | undefined
  readonly fetch: typeof fetch
  wait(ms: number): Promise<void>
  deviceOnline(): boolean
}
