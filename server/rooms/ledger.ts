/**
 * What one peer may be told of its update-carrying frames: how many of them, counted from the first of the
 * connection, are applied and durable. A frame that waits holds the count back, whatever came after it, so
 * "n" always means the first n.
 */
import type { AcknowledgementFrame } from '../../protocol/frames.ts'

export interface Ledger {
  /** Enters the next frame and answers its index, counted from 1. */
  enter(): number
  /** The frame with this index is applied and durable, or brought nothing that was not. */
  settle(index: number, withoutEffect: boolean): void
  /** The acknowledgement that is due, or undefined when nothing changed since the last one. */
  due(storageFails: boolean): AcknowledgementFrame | undefined
  /** What is true at the moment, whatever was told before. */
  state(storageFails: boolean): AcknowledgementFrame
  /** Entered and not settled. */
  unsettled(): number
}

export function createLedger(): Ledger {
  let entered = 0
  let count = 0
  let told = { count: 0, storageFails: false }
  const settled = new Set<number>()
  let withoutEffect: number[] = []

  function settle(index: number, noEffect: boolean): void {
    if (noEffect) withoutEffect.push(index)
    settled.add(index)
    while (settled.delete(count + 1)) count += 1
  }

  function due(storageFails: boolean): AcknowledgementFrame | undefined {
    const named = withoutEffect.filter((index) => index <= count)
    if (count === told.count && storageFails === told.storageFails && named.length === 0) return undefined
    told = { count, storageFails }
    withoutEffect = withoutEffect.filter((index) => index > count)
    return { type: 'acknowledgement', count, storageFails, withoutEffect: named }
  }

  return {
    enter: () => {
      entered += 1
      return entered
    },
    settle,
    due,
    state: (storageFails) => ({
      type: 'acknowledgement',
      count,
      storageFails,
      withoutEffect: withoutEffect.filter((index) => index <= count),
    }),
    unsettled: () => entered - count - settled.size,
  }
}
