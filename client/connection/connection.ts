/**
 * Where the machine's decisions meet sockets: at most one line of each transport, frames moved between them and
 * the provider, and what was sent counted. It never looks into a document, knows transports by their interface,
 * and a plain y-websocket server at the other end is fine too.
 */
import { type AwarenessEntry, encodeAwareness } from '../../protocol/awareness.ts'
import { ProtocolError } from '../../protocol/bytes.ts'
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { decodeFrames, encodeFrame, type Frame } from '../../protocol/frames.ts'
import { type Accounts, acknowledged, carriedOn, counted, newAccounts } from './accounts.ts'
import { createDriver } from './driver.ts'
import { createFacadeClass, type Facade } from './facade.ts'
import { begun, type History, learned, NOT_NEEDED } from './history.ts'
import type { Address, ConnectionDeps, ConnectionOptions } from './needs.ts'
import { DEFAULT_POLICY } from './policy.ts'
import { isForProvider, ownStateIn } from './provider-frames.ts'
import type { Effect, Ending, TransportName } from './states.ts'
import type { Transport } from './transport.ts'

export interface Connection {
  /** Has the shape of a WebSocket as far as y-websocket uses one. */
  readonly Socket: typeof WebSocket
  /** The person asked to try at once. */
  reconnectNow(): void
  /** The device's network came or changed, or the page became visible. */
  woken(): void
  /** The device says that its network is gone. */
  offline(): void
  setHidden(hidden: boolean): void
  /** The page is left: whatever is open is closed, until it is woken. */
  suspend(): void
  close(): void
}

/** y-websocket closes and makes its socket anew within a tick; only without a new one is the connection over. */
const REATTACH_MS = 50

/** One open transport and what is known of the server at its end. */
interface Line {
  readonly transport: Transport
  /** The server said hello, so it knows extension frames. */
  greeted: boolean
  heard: boolean
  pingedAt: number
  /** The server's question for what it lacks, for a provider that comes later. */
  question: Uint8Array | undefined
  /** Counted on this line so far: it may carry, rest, and carry again, and the server goes on counting. */
  accounts: Accounts
}

const UNHEARD = { greeted: false, heard: false, question: undefined }

export function createConnection(
  { policy = DEFAULT_POLICY, onReport }: ConnectionOptions,
  deps: ConnectionDeps,
): Connection {
  const lines: Partial<Record<TransportName, Line>> = {}
  let carrier: TransportName | undefined
  let facade: Facade | undefined
  let address: Address = { url: '', protocols: undefined }
  let accounts = newAccounts()
  let closed: Ending | undefined
  let generation: string | undefined
  let denied = false
  let roundTrip: number | undefined
  let attempt = 0
  let history: History = []
  let pings = 0
  let hidden = false
  /** What a line that takes over must hear: the provider's last question, and who its user is. */
  let ownQuestion: Uint8Array | undefined
  let ownState: AwarenessEntry | undefined

  const driver = createDriver({
    timers: deps.timers,
    surroundings: () => ({
      random: deps.random,
      policy,
      hidden,
      exchange: deps.openExchange !== undefined,
      blocked: deps.blocked?.get() ?? false,
    }),
    perform,
    changed: report,
  })
  const { dispatch } = driver

  const Socket = createFacadeClass({
    attached: (now) => {
      facade = now
      address = { url: now.url, protocols: now.protocols }
      // The provider sets its listeners after the constructor.
      queueMicrotask(() => {
        if (facade !== now) return
        if (carrier === undefined) dispatch({ type: 'start' })
        else continueFor(now, carrier)
      })
    },
    detached: (gone) => {
      if (facade === gone) forget()
    },
    sent: (_facade, frame) => {
      if (frame[0] === 0 && frame[1] === 0) ownQuestion = frame.slice()
      if (frame[0] === 1) ownState = ownStateIn(frame, ownState)
      transmit(frame)
    },
  })

  function forget(): void {
    facade = undefined
    deps.timers.after(REATTACH_MS, () => {
      if (facade === undefined) dispatch({ type: 'stop' })
    })
  }

  /** The provider made its socket anew while the line under it lives: its own watchdog does that. */
  function continueFor(now: Facade, on: TransportName): void {
    now.open()
    const question = lines[on]?.question
    if (question) now.deliver(question)
    report()
  }

  function transmit(frame: Uint8Array): void {
    if (carrier === undefined) return
    lines[carrier]?.transport.send(frame)
    const now = counted(accounts, frame)
    if (now !== accounts) keepAccount(now)
  }

  function keepAccount(now: Accounts): void {
    accounts = now
    const line = carrier && lines[carrier]
    if (line) line.accounts = now
    report()
    dispatch({ type: 'unacknowledged', some: now.acknowledges && now.acknowledged < now.sent })
  }

  function perform(effect: Effect): void {
    if (effect.do === 'open') open(effect.on)
    else if (effect.do === 'carry') carry(effect.on)
    else if (effect.do === 'ping') ping()
    else if (effect.do === 'close') {
      lines[effect.on]?.transport.close()
      delete lines[effect.on]
      history = learned(history, effect.on, { ended: effect.because ?? NOT_NEEDED })
      if (carrier === effect.on) carrier = undefined
    } else {
      carrier = undefined
      closed = { code: effect.code, reason: effect.reason }
      const told = facade
      forget()
      told?.shut(effect.code, effect.reason)
    }
  }

  function open(on: TransportName): void {
    const opener = on === 'websocket' ? deps.openWebSocket : deps.openExchange
    if (!opener) return
    if (on === 'websocket') attempt += 1
    const transport = opener(address)({
      frame: (frame) => {
        if (lines[on] === line) receive(on, line, frame)
      },
      closed: (ending) => {
        if (lines[on] !== line) return
        delete lines[on]
        closed = { code: ending.code, reason: ending.reason }
        history = learned(history, on, { ended: closed })
        dispatch({ type: 'closed', on, ...ending })
      },
    })
    const line: Line = { ...UNHEARD, transport, pingedAt: deps.timers.now(), accounts: newAccounts() }
    lines[on] = line
    history = begun(history, on, deps.timers.now(), transport.nonce)
    transport.setHidden(hidden)
  }

  /** The provider believes in one socket: it opens now, or another line continues it without a word. */
  function carry(on: TransportName): void {
    const line = lines[on]
    if (!line) return
    const continues = facade?.isOpen === true
    carrier = on
    accounts = carriedOn(line.accounts, accounts.withoutEffect, line.greeted)
    deps.blocked?.set(on === 'exchange')
    if (!continues) {
      facade?.open()
      return
    }
    if (ownQuestion) transmit(ownQuestion)
    if (ownState) transmit(encodeFrame({ type: 'awareness', entries: encodeAwareness([ownState]) }))
    if (line.question) facade?.deliver(line.question)
  }

  function ping(): void {
    const line = lines.websocket
    if (!line) return
    line.pingedAt = deps.timers.now()
    // A plain y-websocket server knows no ping; it answers the provider's own question again.
    if (line.greeted) line.transport.send(encodeFrame({ type: 'ping', id: ++pings }))
    else if (ownQuestion) line.transport.send(ownQuestion)
  }

  function receive(on: TransportName, line: Line, message: Uint8Array): void {
    let frames: Frame[]
    try {
      frames = decodeFrames(message)
    } catch (failure) {
      if (!(failure instanceof ProtocolError)) throw failure
      line.transport.close()
      delete lines[on]
      const ended = { code: CLOSE_CODES.badFrame.code, reason: failure.code }
      history = learned(history, on, { ended })
      dispatch({ type: 'closed', on, ...ended })
      return
    }
    for (const frame of frames) {
      if (lines[on] === line) take(on, line, frame, frames.length === 1 ? message : undefined)
    }
  }

  function take(on: TransportName, line: Line, frame: Frame, bytes: Uint8Array | undefined): void {
    if (frame.type === 'hello') {
      line.greeted = true
      generation = frame.generation
    }
    if (!line.heard) {
      // The first frame of an exchange answers a request: that is a round trip already.
      const proven = on === 'exchange'
      if (proven) roundTrip = deps.timers.now() - line.pingedAt
      history = learned(history, on, { opened: true, healthy: proven })
    }
    dispatch({ type: line.heard ? 'heard' : 'opened', on })
    line.heard = true
    if (frame.type === 'pong' || (!line.greeted && frame.type === 'sync-step-2')) {
      roundTrip = deps.timers.now() - line.pingedAt
      history = learned(history, on, { healthy: true })
      dispatch({ type: 'healthy', on })
    }
    if (frame.type === 'auth-denied') {
      denied = true
      report()
    }
    if (frame.type === 'sync-step-1') line.question = encodeFrame(frame)
    if (frame.type === 'acknowledgement' && on === carrier) keepAccount(acknowledged(accounts, frame))
    else if (frame.type === 'ping') line.transport.send(encodeFrame({ type: 'pong', id: frame.id }))
    else if (isForProvider(frame) && (on === carrier || frame.type !== 'sync-step-1')) {
      // Of a line that does not carry yet only its question is held back: the answer is the carrier's to give.
      facade?.deliver(bytes ?? encodeFrame(frame))
    }
  }

  function report(): void {
    const { state } = driver
    const attempting = state.is === 'connecting' || state.is === 'syncing'
    onReport?.({
      ...accounts,
      state: facade?.isOpen ? 'open' : attempting ? 'connecting' : 'closed',
      machine: state,
      transport: carrier,
      denied,
      attempt,
      history,
      ...(closed ? { closed } : {}),
      ...(generation === undefined ? {} : { generation }),
      ...(roundTrip === undefined ? {} : { roundTrip }),
    })
  }

  return {
    Socket,
    reconnectNow: () => dispatch({ type: 'now' }),
    woken: () => dispatch({ type: 'woken' }),
    offline: () => dispatch({ type: 'offline' }),
    setHidden: (now) => {
      hidden = now
      for (const line of Object.values(lines)) line.transport.setHidden(now)
    },
    suspend: () => dispatch({ type: 'suspend' }),
    close: () => {
      facade = undefined
      dispatch({ type: 'stop' })
    },
  }
}
