/**
 * What the connection asks of whoever keeps the page's token: the one at hand, and another one when the server
 * did not know it. A plain y-websocket server asks for none.
 */
export interface TokenSource {
  /** undefined when there is none yet. */
  current(): string | undefined
  /** Resolves with whether another one came. */
  renew(): Promise<boolean>
  /** A WebSocket did not open, and no page may read why: the token may be the reason. */
  doubt(): void
}
