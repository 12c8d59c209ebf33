/**
 * Gives the frames of one body to the room and waits until what carries an update is durable: the answer may
 * say "saved" only then. Knows nothing of cursors.
 */
import type { AcknowledgementFrame, Frame } from '../../protocol/frames.ts'
import type { Pass } from '../access/access.ts'
import type { Admission } from '../admission/admission.ts'
import { type Denied, deniedBy } from '../admission/denials.ts'
import { isCountedAtOnce } from '../admission/flow.ts'
import type { Visitor } from '../admission/visitors.ts'
import type { Clock } from '../clock.ts'
import type { Asked } from './asked.ts'
import type { Call } from './call.ts'
import type { Lease } from './leases.ts'
import { type Refusal, refusalOf } from './refusals.ts'

/** Past this the client is told what is true so far, and asks again. */
const PATIENCE_MS = 5_000

export interface Delivery {
  /** Encoded frames that answer single frames: step 2, pong, step 1 for what lacks a predecessor. */
  readonly answers: readonly Uint8Array[]
  readonly acknowledgement: AcknowledgementFrame
}

export interface DeliveryDeps {
  readonly visitor: Visitor
  readonly pass: Pass
  readonly lease: Lease
  readonly call: Call
  readonly admission: Pick<Admission, 'create'>
  readonly clock: Clock
}

/** Throws Refusal when the room refuses a frame or lets the client go, Denied when it may not make a pad. */
export async function deliver(
  frames: readonly Frame[],
  asked: Pick<Asked, 'repeated' | 'page'>,
  { visitor, pass, lease, call, admission, clock }: DeliveryDeps,
): Promise<Delivery> {
  const answers: Uint8Array[] = []
  let refusal: Refusal | Denied | undefined
  let visiting = false
  let done = false
  const finish = () => {
    done = true
    call.raise()
  }
  const stopListening = lease.listen({
    stirred: () => {},
    ended: (reason, detail) => {
      // At a stop the room still writes what it took; the answer waits for that.
      if (visiting && reason === 'restart') return
      refusal ??= refusalOf(reason, detail)
      call.raise()
    },
  })
  if (refusal) throw refusal
  const visit = lease.stay.visit(
    {
      page: asked.page,
      readOnly: pass.right === 'read',
      send: (sent) => answers.push(...sent),
      close: (reason, detail) => {
        refusal ??= refusalOf(reason, detail)
      },
      mayBegin: () => {
        refusal ??= deniedBy(() => admission.create(visitor))
        return refusal?.message
      },
    },
    asked.repeated,
  )
  visiting = true
  const timer = clock.after(PATIENCE_MS, finish)
  try {
    for (const frame of frames) if (visit.receive(frame) && !isCountedAtOnce(frame)) lease.flow.take(1, 0)
    visit.whenSettled(finish)
    while (!done && !refusal && !call.isOver()) await call.raised()
    if (refusal) throw refusal
    return { answers, acknowledgement: visit.acknowledgement() }
  } finally {
    timer.cancel()
    stopListening()
    visit.leave()
  }
}
