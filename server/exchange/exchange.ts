/**
 * The second transport: frames over plain HTTP, for people whose proxies let no WebSocket pass. One POST brings
 * frames and a cursor, its answer brings frames and the next cursor. There is no session: the cursor says all
 * that must be known, and what is remembered beside it (leases, parts) may be lost.
 *
 * Without a cursor a request opens; with a cursor and a body it sends, with a cursor alone it asks for news.
 */
import type { ServerResponse } from 'node:http'
import { type Request, type Response, Router } from 'express'
import { encodeAwareness } from '../../protocol/awareness.ts'
import { decodeFrames, encodeFrame, type Frame, KEEPALIVE_FRAME } from '../../protocol/frames.ts'
import type { Access, Pass } from '../access/access.ts'
import type { Admission } from '../admission/admission.ts'
import { Denied } from '../admission/denials.ts'
import { countAtOnce } from '../admission/flow.ts'
import type { Visitor } from '../admission/visitors.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Tally } from '../metrics/tally.ts'
import type { Position } from '../rooms/guest.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { type Asked, readAsked, readBody } from './asked.ts'
import { type Call, createCall } from './call.ts'
import { createCursors, type Standing } from './cursor.ts'
import { deliver } from './delivery.ts'
import { createLeases, type Lease } from './leases.ts'
import { createParts } from './parts.ts'
import { poll } from './poll.ts'
import { asRefusal, Refusal, sendRefusal } from './refusals.ts'

export interface ExchangeOptions {
  /** Authenticates cursors; the same on every process that is to understand them. */
  readonly key: Uint8Array
  readonly maxBodyBytes: number
  readonly maxFrameBytes: number
}

export interface ExchangeDeps {
  readonly rooms: Pick<Rooms, 'host'>
  readonly admission: Pick<Admission, 'visitor' | 'open' | 'sit' | 'create' | 'flow'>
  readonly access: Pick<Access, 'pass'>
  readonly clock: Clock
  readonly log: Log
  readonly tally: Tally
  newId(): string
}

export interface Exchange {
  readonly router: Router
  /** Requests that are being answered or held. */
  underWay(): number
  /** New requests are answered 503 from now on. */
  refuse(): void
  /** Answers everything under way with what is true, and resolves when that is out. */
  close(): Promise<void>
}

/** At a stop nobody waits longer than this for a client that does not read. */
const CLOSING_MS = 1_000
const RESYNC = [encodeFrame({ type: 'cursor', cursor: '' })]

export function createExchange(options: ExchangeOptions, deps: ExchangeDeps): Exchange {
  const { admission, access, clock, log } = deps
  const cursors = createCursors(options.key)
  const leases = createLeases(deps)
  const parts = createParts(options, clock)
  const calls = new Map<Call, ServerResponse>()
  let stopping = false

  const router = Router()
  router
    .route('/collab/:padId/exchange')
    .post(answer)
    .all((_request, response) => {
      sendRefusal(response, new Refusal('method-unknown', 'Frames are exchanged by POST.'))
    })

  async function answer(request: Request, response: Response): Promise<void> {
    const call = createCall(response)
    calls.set(call, response)
    response.on('close', () => calls.delete(call))
    try {
      if (stopping) throw new Refusal('stopping', 'The server is stopping. Come back in a moment.')
      const asked = readAsked(String(request.params.padId), request.url)
      const visitor = admission.visitor(request)
      if (asked.cursor === undefined) admission.open(visitor)
      const pass = access.pass(request, asked.padId)
      const body = await readBody(request, options.maxBodyBytes)
      if (!body) return
      sendFrames(response, await exchange(asked, body, { visitor, pass }, call))
    } catch (failure) {
      const refusal = asRefusal(failure)
      if (!refusal) throw failure
      // What of the body is still under way is thrown away: a client that is cut off while sending sees no answer.
      request.resume()
      const { code } = refusal
      if (code === 'frame-too-large' || code === 'body-too-large') deps.tally.overSize(code)
      log.info('exchange.refused', { pad: String(request.params.padId), code })
      sendRefusal(response, refusal)
    }
  }

  async function exchange(
    asked: Asked,
    body: Uint8Array,
    { visitor, pass }: { readonly visitor: Visitor; readonly pass: Pass },
    call: Call,
  ): Promise<readonly Uint8Array[]> {
    const frames = framesIn(body)
    const standing = asked.cursor === undefined ? undefined : cursors.read(asked.cursor)
    if (asked.cursor !== undefined && standing?.padId !== asked.padId) return RESYNC
    const guest = standing?.guest ?? `ex-${deps.newId()}`
    const { padId, generation, page } = asked
    const sit = () => admission.sit(visitor, padId)
    const lease = await leases.take({ padId, guest, generation, visitor, pass, page, sit })
    lease.received.frames += frames.length
    lease.received.bytes += body.length
    const answer = (answered: readonly Uint8Array[]): readonly Uint8Array[] => {
      lease.sent.frames += answered.length
      lease.sent.bytes += answered.reduce((sum, { length }) => sum + length, 0)
      return answered
    }
    try {
      // The body took its time, and so did the room.
      if (!pass.holds()) throw new Denied('link-unknown', 'The link was replaced or switched off meanwhile.')
      const cursorAt = (position: Position) =>
        cursors.write({ padId: asked.padId, generation: lease.stay.generation, guest, position })
      if (asked.leaves) lease.release()
      if (frames.length > 0) lease.flow.take(countAtOnce(frames), body.length)
      if (standing && standing.generation !== lease.stay.generation) return resync(lease)
      if (frames.length === 0 && standing)
        return answer(await ask(standing, asked, { visitor, pass, lease, call, cursorAt }))
      const whole = frames.flatMap((frame) =>
        frame.type === 'part' ? joined(visitor.name, guest, frame) : frame,
      )
      const onlyParts = frames.length > 0 && whole.length === 0
      return answer(await take(whole, onlyParts, asked, { visitor, pass, lease, call, cursorAt }))
    } finally {
      lease.giveBack()
    }
  }

  interface Context {
    readonly visitor: Visitor
    readonly pass: Pass
    readonly lease: Lease
    readonly call: Call
    cursorAt(position: Position): string
  }

  /** A request for news. */
  async function ask(standing: Standing, asked: Asked, context: Context): Promise<readonly Uint8Array[]> {
    log.debug('exchange.asked', { pad: asked.padId, waitMs: asked.waitMs })
    const news = await poll(standing.position, asked.waitMs, { ...context, clock })
    if (!news) return resync(context.lease)
    const answers = news.updates.map((update) => encodeFrame({ type: 'update', update }))
    if (news.awareness.length > 0) answers.push(awarenessFrame(news.awareness))
    if (answers.length === 0) answers.push(KEEPALIVE_FRAME)
    return [cursorFrame(context.cursorAt(news.position)), ...answers]
  }

  /** Frames, with or without a cursor before them. The cursor of a send stays: only asking for news moves it. */
  async function take(
    frames: readonly Frame[],
    onlyParts: boolean,
    asked: Asked,
    context: Context,
  ): Promise<readonly Uint8Array[]> {
    const { stay } = context.lease
    // From before the step 2 of the answer: what it contains may come twice, which is harmless, and not never.
    const before = stay.position()
    const greeting = asked.cursor === undefined ? stay.greeting() : []
    const { answers, acknowledgement } = await deliver(frames, asked, { ...context, admission, clock })
    const carried = frames.some(({ type }) => type === 'update' || type === 'sync-step-2')
    const closing =
      carried || (asked.cursor !== undefined && !onlyParts) ? [encodeFrame(acknowledgement)] : []
    if (asked.cursor !== undefined) return [cursorFrame(asked.cursor), ...answers, ...closing]
    const here = await stay.news({ ...before, awareness: 0 })
    if (!here) return resync(context.lease)
    const everyone = here.awareness.length > 0 ? [awarenessFrame(here.awareness)] : []
    const cursor = context.cursorAt({ ...here.position, sequence: before.sequence })
    return [cursorFrame(cursor), ...greeting, ...answers, ...everyone, ...closing]
  }

  function framesIn(body: Uint8Array): readonly Frame[] {
    const frames = body.length > 0 ? decodeFrames(body) : []
    // Only what is encoded again tells its size: for bodies that may hold such a frame, and no others.
    if (body.length <= options.maxFrameBytes || frames.every(isWithin)) return frames
    throw new Refusal('frame-too-large', `A frame may have ${options.maxFrameBytes} bytes.`)
  }

  const isWithin = (frame: Frame) =>
    frame.type === 'unknown' || encodeFrame(frame).length <= options.maxFrameBytes

  function joined(address: string, guest: string, part: Extract<Frame, { type: 'part' }>): Frame[] {
    const frame = parts.take(address, guest, part)
    if (!frame) return []
    const frames = decodeFrames(frame)
    if (frames.length === 1 && frames[0]?.type !== 'part') return frames
    throw new Refusal('part-mismatch', 'The parts must make one frame.')
  }

  function resync(lease: Lease): readonly Uint8Array[] {
    lease.release()
    return RESYNC
  }

  async function close(): Promise<void> {
    stopping = true
    for (const call of calls.keys()) call.stop()
    parts.close()
    const closed = [...calls.values()].map((response) => new Promise((done) => response.on('close', done)))
    await new Promise<void>((resolve) => {
      const timer = clock.after(CLOSING_MS, resolve)
      void Promise.all(closed).then(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  return {
    router,
    underWay: () => calls.size,
    refuse: () => {
      stopping = true
    },
    close,
  }
}

const cursorFrame = (cursor: string) => encodeFrame({ type: 'cursor', cursor })

const awarenessFrame = (entries: Parameters<typeof encodeAwareness>[0]) =>
  encodeFrame({ type: 'awareness', entries: encodeAwareness(entries) })

function sendFrames(response: Response, frames: readonly Uint8Array[]): void {
  if (response.destroyed) return
  const body = Buffer.concat(frames)
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    // nginx would otherwise collect the answer before it passes it on.
    'X-Accel-Buffering': 'no',
  })
  response.end(body)
}
