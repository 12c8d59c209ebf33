/**
 * HTTP exchange as a transport, for where WebSocket is blocked: frames go out in POSTs, and one held POST brings
 * what others did. There is no session to lose: each answer carries a cursor, and the next request names it.
 * Sends never move the cursor; the poll owns it. An answer that does not begin with a cursor frame was not
 * written by Holdfast (proxies answer 200 with pages of their own) and counts as a failure.
 */
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { type AcknowledgementFrame, encodeFrame } from '../../protocol/frames.ts'
import { MAX_UNSENT_BYTES } from '../../protocol/limits.ts'
import { createExchangeRequests, type ExchangeAnswer, type ExchangeDeps } from './exchange-request.ts'
import { createBackoff, createHold } from './exchange-tuning.ts'
import type { HoldingPlace } from './holding-place.ts'
import { endingOf, isBodyTooLarge, isTimeout, limitReached, NoAnswer, statusOf } from './no-answer.ts'
import { nextBody, type PartState } from './parts.ts'
import type { Transport, TransportListener } from './transport.ts'

export interface ExchangeAddress {
  /** `https://host/collab/<pad id>/exchange`, with what every request says in its query. */
  readonly url: string
}

/** Frames that arise together travel together; a keystroke waits no longer than this. */
const COALESCE_MS = 10
/** How long after its time a held request may still be answered: a dead line is noticed within 25 s. */
const POLL_GRACE_MS = 5_000
/** How long a send may take: the server waits up to 5 s for its disk before it says what is true so far. */
const SEND_MS = 8_000
/** A hidden tab holds no request and asks now and then, often enough for the provider's 30 s watchdog. */
const HIDDEN_POLL_MS = 20_000
/** How long others' edits may take to a window that finds no place to hold a request. */
const UNHELD_POLL_MS = 1_000
/** Failures in a row after which this transport counts as lost. */
const PATIENCE = 3

/** Bodies are not made smaller than this, whatever a proxy says. */
const SMALLEST_BODY = 16 * 1024
/** Between two questions whether something is durable at last: the server itself waits before it answers. */
const NOT_DURABLE_MS = 1_000

export function openExchangeTransport(
  { url }: ExchangeAddress,
  listener: TransportListener,
  deps: ExchangeDeps & {
    /** Among the windows of this browser; without it every request may be held. */
    readonly takePlace?: (() => HoldingPlace) | undefined
  },
): Transport {
  const { timers } = deps
  const requests = createExchangeRequests(url, deps)
  const hold = createHold()
  const backoff = createBackoff(deps.random)
  const aborts = new Set<AbortController>()
  let cursor: string | undefined
  let outgoing: Uint8Array[] = []
  let sending = false
  let flushSoon: (() => void) | undefined
  let pollSoon: (() => void) | undefined
  let polling: AbortController | undefined
  let hidden = false
  let place = deps.takePlace?.()
  let over = false
  let maxBody = 512 * 1024
  /** Update-carrying frames acknowledged by answers so far: each answer counts only its own body. */
  let acknowledged = 0
  /** Where a frame that is too large for one body stands. */
  let part: PartState | undefined

  // The first request asks for everything; it also shows that this way works at all.
  flushSoon = timers.after(0, () => void flush())

  function send(frame: Uint8Array): void {
    if (over) return
    outgoing.push(frame)
    if (outgoing.reduce((bytes, { length }) => bytes + length, 0) > MAX_UNSENT_BYTES) {
      end(new NoAnswer(0, 'too much waits to be sent'))
      return
    }
    if (!sending) flushSoon ??= timers.after(COALESCE_MS, () => void flush())
  }

  async function flush(): Promise<void> {
    flushSoon = undefined
    sending = true
    try {
      do {
        const frames = outgoing
        outgoing = []
        await deliver(frames)
      } while (outgoing.length > 0 && !over)
    } finally {
      sending = false
    }
  }

  /** Sends frames until they are answered or the transport is lost; what was sent before is marked as repeated. */
  async function deliver(frames: readonly Uint8Array[]): Promise<void> {
    let rest = frames
    let repeated = false
    let failures = 0
    while (!over) {
      const body = nextBody(rest, maxBody, part, newPartId)
      try {
        const answer = await request({ body: body.bytes, ...(repeated ? { retry: '1' } : {}) }, 0)
        if (over) return
        repeated = !take(answer, cursor === undefined, body.updates)
        if (repeated) {
          // A frame put together from parts is known to the server only whole: all parts again.
          part = undefined
          await pause(NOT_DURABLE_MS)
        } else {
          failures = 0
          rest = rest.slice(body.frames)
          part = body.next
          if (rest.length === 0) break
        }
      } catch (failure) {
        if (over) return
        repeated = true
        if (staysAway(failure)) await pause(hintOf(failure))
        else if (isBodyTooLarge(failure) && maxBody > SMALLEST_BODY) {
          maxBody = Math.max(SMALLEST_BODY, Math.floor(maxBody / 2))
          part = undefined
        } else if (++failures >= PATIENCE || ends(failure)) {
          end(failure)
          return
        } else await pause(backoff.next(failures))
      }
    }
    schedulePoll(0)
  }

  function schedulePoll(after: number): void {
    if (over || polling || cursor === undefined) return
    pollSoon?.()
    pollSoon = timers.after(after, () => void poll())
  }

  async function poll(): Promise<void> {
    pollSoon = undefined
    for (let failures = 0; !over; ) {
      const holds = !hidden && (place?.mayHold() ?? true)
      const wait = holds ? hold.current() : 0
      const began = timers.now()
      polling = new AbortController()
      try {
        take(await request({ wait: String(wait) }, wait, polling), true, 0)
        failures = 0
      } catch (failure) {
        // Hidden meanwhile: the request was given back on purpose.
        if (!polling.signal.aborted || isTimeout(failure)) {
          const held = timers.now() - began
          if (staysAway(failure)) await pause(hintOf(failure))
          else if (!isTimeout(failure) && hold.cut(held)) failures = 0
          else if (++failures >= PATIENCE || ends(failure)) {
            polling = undefined
            end(failure)
            return
          } else await pause(backoff.next(failures))
        }
      }
      polling = undefined
      if (!over && (hidden || !holds)) {
        schedulePoll(hidden ? HIDDEN_POLL_MS : UNHELD_POLL_MS)
        return
      }
    }
  }

  async function request(
    { body, ...query }: { body?: Uint8Array; wait?: string; retry?: string },
    wait: number,
    abort = new AbortController(),
  ): Promise<ExchangeAnswer> {
    aborts.add(abort)
    const within = body === undefined ? wait + POLL_GRACE_MS : SEND_MS
    const standing = cursor === undefined ? {} : { cursor }
    return requests
      .ask({ query: { ...standing, ...query }, body, within, abort })
      .finally(() => aborts.delete(abort))
  }

  /** Hands an answer's frames on; false when not all `updates` of its body are durable yet. */
  function take(answer: ExchangeAnswer, ownsCursor: boolean, updates: number): boolean {
    if (answer.cursor === '') {
      end(new NoAnswer(0, 'the server could not continue where this page was'))
      return true
    }
    if (ownsCursor) cursor = answer.cursor
    let durable = 0
    let denied = false
    for (const frame of answer.frames) {
      if (over) return true
      if (frame.type === 'acknowledgement') {
        durable = frame.count
        listener.frame(encodeFrame(accounted(frame, updates)))
      } else {
        denied ||= frame.type === 'auth-denied'
        listener.frame(encodeFrame(frame))
      }
    }
    // What is refused for good is not sent again, and never counts as durable.
    return denied || durable >= updates
  }

  /** An answer counts the frames of its own body; whoever listens counts those of the whole connection. */
  function accounted(frame: AcknowledgementFrame, updates: number): AcknowledgementFrame {
    if (frame.count < updates) return { ...frame, count: acknowledged, withoutEffect: [] }
    const before = acknowledged
    acknowledged += updates
    return {
      ...frame,
      count: acknowledged,
      withoutEffect: frame.withoutEffect.map((index) => index + before),
    }
  }

  const newPartId = () => Math.floor(deps.random() * 2 ** 52).toString(36)

  const pause = (milliseconds: number) => new Promise<void>((resolve) => timers.after(milliseconds, resolve))

  /** A limit is reached, and this page is in: what it wants passes when the server says. */
  const staysAway = (failure: unknown): boolean => cursor !== undefined && limitReached(failure) !== undefined

  /** With jitter, as everywhere: those whom one limit holds back must not come back together. */
  const hintOf = (failure: unknown): number => (limitReached(failure) ?? 0) * (1 + deps.random() / 2)

  const ends = (failure: unknown): boolean =>
    endingOf(failure) !== undefined ||
    limitReached(failure) !== undefined ||
    statusOf(failure) === 404 ||
    isTimeout(failure)

  function end(failure: unknown): void {
    if (over) return
    close()
    const hint = limitReached(failure)
    const code = hint === undefined ? (endingOf(failure) ?? 1006) : CLOSE_CODES.tryAgainLater.code
    const reason = failure instanceof Error ? failure.message : String(failure)
    listener.closed({ code, reason, ...(hint === undefined ? {} : { hint }) })
  }

  function close(): void {
    over = true
    place?.leave()
    flushSoon?.()
    pollSoon?.()
    for (const abort of aborts) abort.abort()
  }

  /** Tells the server, as far as that still goes, so that this page's cursor does not linger there. */
  function leave(): void {
    if (over) return
    close()
    if (cursor === undefined) return
    requests.leave({ cursor, leave: '1' })
  }

  return {
    send,
    close: leave,
    setHidden: (now) => {
      if (hidden === now) return
      hidden = now
      place?.leave()
      place = hidden ? undefined : deps.takePlace?.()
      if (hidden) polling?.abort()
      else schedulePoll(0)
    },
  }
}
