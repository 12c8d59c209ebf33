/**
 * What was sent over the connection that carries and how much of it is acknowledged: the numbers that saving is
 * told from. Each connection counts from one, as the server does.
 */
import type { AcknowledgementFrame } from '../../protocol/frames.ts'

export interface Accounts {
  /** The server said hello, so it acknowledges. */
  readonly acknowledges: boolean
  /** Update-carrying frames (update and step 2) sent. */
  readonly sent: number
  /** How many of them, from the first on, are applied and durable. */
  readonly acknowledged: number
  /** The step 2 that answers the server's step 1 was sent: it carries whatever was written before. */
  readonly answered: boolean
  /** Acknowledged frames of all connections that changed nothing although they were new. */
  readonly withoutEffect: number
  /** The server says that it cannot write to its disk. */
  readonly storageFails: boolean
}

export const newAccounts = (withoutEffect = 0): Accounts => ({
  acknowledges: false,
  sent: 0,
  acknowledged: 0,
  answered: false,
  withoutEffect,
  storageFails: false,
})

/**
 * A line begins to carry, perhaps not for the first time: what it counted stands, but what was written while it
 * did not carry travels only in its next answer.
 */
export const carriedOn = (line: Accounts, withoutEffect: number, acknowledges: boolean): Accounts => ({
  ...line,
  withoutEffect,
  acknowledges,
  answered: false,
})

/** A frame goes out; only updates and step 2 count. */
export function counted(accounts: Accounts, frame: Uint8Array): Accounts {
  const stepTwo = frame[0] === 0 && frame[1] === 1
  const update = frame[0] === 0 && frame[1] === 2
  if (!stepTwo && !update) return accounts
  return { ...accounts, sent: accounts.sent + 1, answered: accounts.answered || stepTwo }
}

export const acknowledged = (accounts: Accounts, frame: AcknowledgementFrame): Accounts => ({
  ...accounts,
  acknowledged: frame.count,
  storageFails: frame.storageFails,
  withoutEffect: accounts.withoutEffect + frame.withoutEffect.length,
})
