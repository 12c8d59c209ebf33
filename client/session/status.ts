/**
 * What a session knows about itself at one moment, for whoever shows it. Facts only, no words and no colours.
 */
import type { DeviceFailure } from '../device/failure.ts'
import type { ConnectionFacts } from './connection-facts.ts'

export interface PadStatus {
  readonly save: 'saved' | 'saving' | 'on-this-device' | 'not-saved'
  /** How many changes of this user the server has not confirmed. */
  readonly changes: number
  /** The newest change is in this device's storage. */
  readonly kept: boolean
  /** It is on its way there, and nothing speaks against its arriving. */
  readonly keeping: boolean
  /** Why this device keeps no copy; undefined while it does. */
  readonly notKept: DeviceFailure | undefined
  /** What is shown comes from this device alone: the server has not shown its copy yet. */
  readonly fromDevice: boolean
  readonly line: 'connecting' | 'open' | 'closed'
  /** Whether the document was ever in step with the server by the live connection. */
  readonly wasLive: boolean
  /** What carries at the moment. */
  readonly transport: 'websocket' | 'exchange' | undefined
  /** Seconds until the next attempt, while one is waited for. */
  readonly retryIn: number | undefined
  /** Attempts since the document was last in step, or since the page was opened. */
  readonly attempt: number
  /** The server said that it cannot write to its disk. */
  readonly storageFails: boolean
  /** What the browser says of the device's network. True proves nothing; false does. */
  readonly deviceOnline: boolean
  /** The server ended the connection for good. */
  readonly refused: { readonly code: number; readonly reason: string } | undefined
  /** Code of the server's limit that keeps this page out at the moment. */
  readonly limit?: string | undefined
  readonly deleted: boolean
  /** Everything was confirmed, and yet the server's copy is another one. */
  readonly differs: boolean
  readonly readOnly: 'damaged' | 'foreign' | 'link' | undefined
  readonly connection: ConnectionFacts
}
