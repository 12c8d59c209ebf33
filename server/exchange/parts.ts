/**
 * Frames that came in numbered parts because a proxy lets no larger body pass: kept until the last part is
 * there, for a short time and within a bound for each address, and never trusted before the hash fits.
 */
import type { PartFrame } from '../../protocol/frames.ts'
import { fnv1a32 } from '../../protocol/hash.ts'
import { MAX_PARTS, MAX_PARTS_BYTES, PARTS_KEPT_MS } from '../../protocol/limits.ts'
import type { Clock, Timer } from '../clock.ts'
import { Refusal } from './refusals.ts'

/** What keeping a part costs beside its bytes; else many tiny ones would cost nothing. */
const COST_OF_A_PART = 256
/** Bytes kept for all addresses together. */
const MAX_KEPT_BYTES = 16 * MAX_PARTS_BYTES

interface Assembly {
  readonly address: string
  readonly hash: number
  readonly count: number
  readonly parts: Map<number, Uint8Array>
  bytes: number
  cost: number
  timer: Timer | undefined
}

export interface Parts {
  /** Takes a part; answers the whole frame when it was the last one missing. Throws Refusal. */
  take(address: string, guest: string, part: PartFrame): Uint8Array | undefined
  close(): void
}

export function createParts(
  { maxFrameBytes }: { readonly maxFrameBytes: number },
  clock: Pick<Clock, 'after'>,
): Parts {
  const assemblies = new Map<string, Assembly>()
  /** What all assemblies of an address cost, kept as a sum: a part must not cost a walk through all of them. */
  const costs = new Map<string, number>()
  let allCosts = 0

  function take(address: string, guest: string, part: PartFrame): Uint8Array | undefined {
    const key = `${address} ${guest} ${part.id}`
    if (part.count > MAX_PARTS || part.index >= part.count) {
      throw new Refusal(
        'part-mismatch',
        `Part ${part.index} of ${part.count}: at most ${MAX_PARTS} are taken.`,
      )
    }
    const known = assemblies.get(key)
    if (known && (known.count !== part.count || known.hash !== part.hash)) {
      drop(key)
      throw new Refusal('part-mismatch', 'Parts with one id differ in count or hash. Send all of them again.')
    }
    const assembly = known ?? {
      address,
      hash: part.hash,
      count: part.count,
      parts: new Map<number, Uint8Array>(),
      bytes: 0,
      cost: 0,
      timer: undefined,
    }
    const before = assembly.parts.get(part.index)
    const bytes = assembly.bytes - (before?.length ?? 0) + part.bytes.length
    const cost = bytes + (assembly.parts.size + (before ? 0 : 1)) * COST_OF_A_PART
    refuseTooMuch(key, assembly, bytes, cost)
    assemblies.set(key, assembly)
    // A copy: what came is a view into the body, which may hold much else.
    assembly.parts.set(part.index, part.bytes.slice())
    assembly.bytes = bytes
    charge(assembly, cost)
    assembly.timer?.cancel()
    if (assembly.parts.size < assembly.count) {
      assembly.timer = clock.after(PARTS_KEPT_MS, () => drop(key))
      return undefined
    }
    drop(key)
    return whole(assembly)
  }

  /** One frame alone may be as large as any frame; several together get less. */
  function refuseTooMuch(key: string, assembly: Assembly, bytes: number, cost: number): void {
    if (bytes > maxFrameBytes) {
      drop(key)
      throw new Refusal('frame-too-large', `A frame may have ${maxFrameBytes} bytes.`)
    }
    const others = (costs.get(assembly.address) ?? 0) - assembly.cost
    const fits = others === 0 || others + cost <= MAX_PARTS_BYTES
    if (fits && allCosts - assembly.cost + cost <= MAX_KEPT_BYTES) return
    throw new Refusal(
      'parts-full',
      `${MAX_PARTS_BYTES} bytes of parts are kept for an address. Finish one frame before the next.`,
    )
  }

  function charge(assembly: Assembly, cost: number): void {
    const change = cost - assembly.cost
    const sum = (costs.get(assembly.address) ?? 0) + change
    if (sum > 0) costs.set(assembly.address, sum)
    else costs.delete(assembly.address)
    allCosts += change
    assembly.cost = cost
  }

  function drop(key: string): void {
    const assembly = assemblies.get(key)
    if (!assembly) return
    assembly.timer?.cancel()
    charge(assembly, 0)
    assemblies.delete(key)
  }

  return {
    take,
    close: () => {
      for (const key of [...assemblies.keys()]) drop(key)
    },
  }
}

function whole({ parts, count, hash }: Assembly): Uint8Array {
  const frame = Buffer.concat(Array.from({ length: count }, (_, index) => parts.get(index) as Uint8Array))
  if (fnv1a32(frame) === hash) return frame
  throw new Refusal('part-mismatch', 'The parts together have another hash. Send all of them again.')
}
