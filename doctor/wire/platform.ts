/**
 * What the wire needs of the machine: time, chance, names and sockets. Handed in, so that a test can play any of
 * them; node-platform.ts is the real one.
 */
import type { Duplex } from 'node:stream'
import type { ConnectionOptions, TLSSocket } from 'node:tls'

export interface Address {
  readonly address: string
  readonly family: 4 | 6
}

export interface Platform {
  /** Milliseconds that never run backwards. */
  now(): number
  /** Calls back once, later; the answer takes it back. */
  after(milliseconds: number, call: () => void): () => void
  random(length: number): Uint8Array
  /** Every address of a name, in the system's order. */
  lookup(name: string): Promise<readonly Address[]>
  connect(address: string, port: number): Duplex
  secure(options: ConnectionOptions): TLSSocket
}
