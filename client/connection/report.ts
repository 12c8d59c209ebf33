/**
 * What a connection tells about itself, each time something changes: for saving, and for whoever shows it.
 */
import type { Accounts } from './accounts.ts'
import type { History } from './history.ts'
import type { Ending, State, TransportName } from './states.ts'

export interface SocketReport extends Accounts {
  readonly state: 'connecting' | 'open' | 'closed'
  /** What the connection is at, for whoever shows more than open and closed. */
  readonly machine: State
  readonly transport: TransportName | undefined
  /** The server refused a change: this page may only read. */
  readonly denied?: boolean
  /** How the last connection or attempt ended. */
  readonly closed?: Ending
  /** From the server's hello: generation of the document. Absent with a plain y-websocket server. */
  readonly generation?: string
  /** WebSockets begun since the page was loaded. */
  readonly attempt: number
  /** Milliseconds between the last ping and its answer; by HTTP, between the first request and its answer. */
  readonly roundTrip?: number
  /** The last attempts of both transports, oldest first. */
  readonly history: History
}
