/**
 * What a disturbance of a network is to the fault proxy: something that takes the bytes of one direction of one
 * connection and decides what comes out, and when. Knows nothing of sockets, HTTP or WebSocket.
 */
export interface Outlet {
  /** Bytes go on to the other side. */
  write(bytes: Uint8Array): void
  /** The sender has finished; so will the receiver hear. */
  end(): void
  /** The connection is reset in both directions. */
  reset(): void
  /** Calls back once; the answer stops it. */
  after(milliseconds: number, call: () => void): () => void
  /** 0 ≤ random() < 1, seeded. */
  random(): number
}

export interface Flow {
  take(bytes: Uint8Array): void
  ended(): void
  /** Another disturbance takes over, or none: what is held comes out now, in its order. */
  release(): void
}

export type Disturbance = (outlet: Outlet) => Flow
