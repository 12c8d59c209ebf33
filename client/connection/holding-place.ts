/**
 * Which windows of one browser may hold a request. Over HTTP/1.1 a browser opens six connections to a host, for all
 * its windows together, and queues the rest: with a held request in each of six windows nothing else gets through,
 * neither an edit nor a page. So the windows tell each other that they are there, and the four oldest hold.
 * Knows no transport and no pad: the six are the host's.
 */
import type { Timers } from './timers.ts'

export interface HoldingPlace {
  /** Otherwise one asks now and then, and gives each request back at once. */
  mayHold(): boolean
  leave(): void
}

/** As much of a `BroadcastChannel` as that takes. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>

/** Two of the six remain for what is sent, for attempts of WebSocket, and for pages. */
const MOST_HELD = 4
/** A window that was killed says nothing any more; timers of a covered one may be a minute late. */
const TOLD_EVERY_MS = 20_000
const FORGOTTEN_AFTER_MS = 100_000

interface Told {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly since: number
  readonly leaves: boolean
}

export function takeHoldingPlace(
  { id, channel }: { readonly id: string; readonly channel: Channel },
  timers: Timers,
): HoldingPlace {
  const since = timers.now()
  const others = new Map<string, { readonly since: number; readonly heardAt: number }>()
  let stopTelling = () => {}
  let left = false

  const tell = (leaves: boolean) => channel.postMessage({ id, since, leaves } satisfies Told)
  const tellAgain = () => {
    tell(false)
    stopTelling = timers.after(TOLD_EVERY_MS, tellAgain)
  }
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (left || !isTold(data) || data.id === id) return
    const isNew = !others.has(data.id)
    if (data.leaves) others.delete(data.id)
    else others.set(data.id, { since: data.since, heardAt: timers.now() })
    if (isNew && !data.leaves) tell(false)
  }
  tellAgain()

  return {
    mayHold: () => {
      const now = timers.now()
      let older = 0
      for (const [otherId, other] of others) {
        if (now - other.heardAt > FORGOTTEN_AFTER_MS) others.delete(otherId)
        else if (other.since < since || (other.since === since && otherId < id)) older += 1
      }
      return older < MOST_HELD
    },
    leave: () => {
      if (left) return
      left = true
      stopTelling()
      tell(true)
      channel.close()
    },
  }
}

/** Whatever else runs on this origin may use the same channel. */
function isTold(data: unknown): data is Told {
  const told = data as Partial<Told> | null
  return typeof told?.id === 'string' && typeof told.since === 'number' && typeof told.leaves === 'boolean'
}
