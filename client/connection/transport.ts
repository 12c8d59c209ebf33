/**
 * What the two transports have in common: they take frames, give frames, and end. One object is one connection;
 * it never comes back after `closed`. Nothing here knows who carries and why.
 */
import type { Ending } from './states.ts'

export interface Transport {
  /** Under which the server remembers how this connection was asked for, where it does. */
  readonly nonce?: string
  /** One frame, encoded. After the end it goes nowhere. */
  send(frame: Uint8Array): void
  /** Ends it without another word to the listener. */
  close(): void
  /** The page was hidden or shown. */
  setHidden(hidden: boolean): void
}

export interface TransportListener {
  /** One frame, encoded, in the order in which the server sent them. */
  frame(frame: Uint8Array): void
  /** Ended, or could not be opened. Called once. `hint`: milliseconds the server asks to stay away. */
  closed(ending: Ending & { readonly hint?: number }): void
}

export type OpenTransport = (listener: TransportListener) => Transport
