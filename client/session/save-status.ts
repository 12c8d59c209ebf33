/**
 * What may be said about the text being saved: a pure function of what was typed and what the server
 * acknowledged. Nothing is concluded from "connected", and nothing from state vectors (an edit that only
 * deletes leaves them unchanged). Whether a connection lives is not its business.
 */
import type { SocketReport } from '../connection/report.ts'

export type SaveStatus =
  /** Everything typed here is on the server's disk. */
  | 'saved'
  /** On its way; an acknowledgement is due. */
  | 'saving'
  /** Not on the server, but in this browser's own storage. */
  | 'on-this-device'
  /** Nowhere but in this page. */
  | 'not-saved'

export interface SaveState {
  /** Something was typed here that no acknowledgement covers. */
  readonly dirty: boolean
  /** The last local change is in this browser's own storage. */
  readonly kept: boolean
  /** Acknowledged frames that changed nothing although they were new: the server's copy may be another one. */
  readonly doubted: number
  /** How many of those a comparison with the server's copy has cleared. */
  readonly cleared: number
  readonly connection: Pick<
    SocketReport,
    'state' | 'acknowledges' | 'sent' | 'acknowledged' | 'answered' | 'storageFails'
  >
}

export type SaveEvent =
  /** The document changed here, by this user. Comes before the frame that carries it is reported as sent. */
  | { readonly type: 'edited' }
  | { readonly type: 'kept'; readonly kept: boolean }
  /** The copies agreed when this many frames had been without effect. */
  | { readonly type: 'agreed'; readonly withoutEffect: number }
  | { readonly type: 'connection'; readonly report: SocketReport }

export const untouched: SaveState = {
  dirty: false,
  kept: false,
  doubted: 0,
  cleared: 0,
  connection: {
    state: 'closed',
    acknowledges: false,
    sent: 0,
    acknowledged: 0,
    answered: false,
    storageFails: false,
  },
}

export function saveStep(state: SaveState, event: SaveEvent): SaveState {
  switch (event.type) {
    case 'edited':
      return { ...state, dirty: true, kept: false }
    case 'kept':
      return { ...state, kept: event.kept }
    case 'agreed':
      return { ...state, cleared: event.withoutEffect }
    case 'connection': {
      const connection = event.report
      // A count proves something only when it grew: the frame of an edit is reported after the edit itself.
      const grew = connection.acknowledged > state.connection.acknowledged
      const dirty = state.dirty && !(grew && covered(connection))
      return { ...state, connection, dirty, doubted: connection.withoutEffect }
    }
  }
}

/** The step 2 that carried everything from before this connection is acknowledged, and all that came after. */
const covered = (connection: SaveState['connection']): boolean =>
  connection.state === 'open' &&
  connection.acknowledges &&
  connection.answered &&
  connection.acknowledged >= connection.sent

export function saveStatus(state: SaveState): SaveStatus {
  if (!state.dirty && state.doubted <= state.cleared) return 'saved'
  if (state.connection.state === 'open' && !state.connection.storageFails) return 'saving'
  return state.kept ? 'on-this-device' : 'not-saved'
}
