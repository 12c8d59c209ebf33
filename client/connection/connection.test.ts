import { describe, expect, test } from 'vitest'
import { decodeAwareness, encodeAwareness } from '../../protocol/awareness.ts'
import { decodeFrames, encodeFrame, type SendableFrame } from '../../protocol/frames.ts'
import { createConnection } from './connection.ts'
import { playTimers } from './played-timers.ts'
import type { SocketReport } from './report.ts'
import type { TransportName } from './states.ts'
import type { TransportListener } from './transport.ts'

/** Both transports moved by hand, a clock that jumps from timer to timer, and a provider that does as y-websocket. */
function stand(options: { exchange?: boolean } = {}) {
  const settle = () => Promise.resolve().then(() => Promise.resolve())
  const { timers, pass } = playTimers(settle)
  const open: { on: TransportName; listener: TransportListener; sent: string[]; closed: boolean }[] = []
  const reports: SocketReport[] = []
  const opener = (on: TransportName) => () => (listener: TransportListener) => {
    const line = { on, listener, sent: [] as string[], closed: false }
    open.push(line)
    return {
      send: (bytes: Uint8Array) => {
        const [frame] = decodeFrames(bytes)
        if (frame?.type === 'awareness') {
          line.sent.push(`awareness of ${decodeAwareness(frame.entries).map(({ client }) => client)}`)
        } else if (frame) line.sent.push(frame.type)
      },
      close: () => {
        line.closed = true
      },
      setHidden: () => {},
    }
  }
  const connection = createConnection(
    { onReport: (report) => reports.push(report) },
    {
      random: () => 0.5,
      timers,
      openWebSocket: opener('websocket'),
      ...(options.exchange === false ? {} : { openExchange: opener('exchange') }),
    },
  )
  const seen: string[] = []
  const endings: number[] = []
  /** Makes sockets as y-websocket 3.1 does, and answers as it does. */
  const provide = (comeBack = true) => {
    const socket = new connection.Socket('ws://127.0.0.1/collab/pad')
    socket.onopen = () => {
      seen.push('open')
      socket.send(
        encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) }) as Uint8Array<ArrayBuffer>,
      )
      socket.send(state(7) as Uint8Array<ArrayBuffer>)
      socket.send(state(8) as Uint8Array<ArrayBuffer>)
    }
    socket.onmessage = ({ data }) => {
      const [frame] = decodeFrames(new Uint8Array(data as ArrayBuffer))
      seen.push(frame?.type ?? '')
      if (frame?.type === 'sync-step-1') socket.send(Uint8Array.of(0, 1, 2, 0, 0))
    }
    socket.onclose = ({ code }) => {
      seen.push('close')
      endings.push(code)
      if (comeBack) provide()
    }
    return socket
  }
  const line = (on: TransportName) => open.filter((one) => one.on === on).at(-1) as (typeof open)[number]
  const say = (on: TransportName, ...frames: SendableFrame[]) => {
    for (const frame of frames) line(on).listener.frame(encodeFrame(frame))
  }
  return {
    connection,
    open,
    seen,
    endings,
    provide,
    pass,
    settle,
    line,
    say,
    last: () => reports.at(-1) as SocketReport,
  }
}

const state = (client: number) =>
  encodeFrame({ type: 'awareness', entries: encodeAwareness([{ client, clock: 1, state: '{}' }]) })

const hello: SendableFrame = { type: 'hello', version: 1, generation: 'g', heartbeat: 20_000 }
const question: SendableFrame = { type: 'sync-step-1', stateVector: Uint8Array.of(0) }
const answer: SendableFrame = { type: 'sync-step-2', update: Uint8Array.of(0, 0) }
const pong: SendableFrame = { type: 'pong', id: 1 }
const update: SendableFrame = { type: 'update', update: Uint8Array.of(0, 0) }
const acknowledge = (count: number): SendableFrame => ({
  type: 'acknowledgement',
  count,
  storageFails: false,
  withoutEffect: [],
})

describe('the connection', () => {
  test('[WS5] extension frames are kept from the provider, everything else reaches it', async () => {
    const world = stand()
    world.provide()
    await world.settle()
    world.say('websocket', hello, question, answer, pong)
    world.line('websocket').listener.frame(Uint8Array.of(200, 1, 5))
    world.say('websocket', update)
    expect(world.seen).toEqual(['open', 'sync-step-1', 'sync-step-2', 'update'])
    expect(world.last()).toMatchObject({ state: 'open', transport: 'websocket', generation: 'g' })
  })

  test('[SE1] frames are counted for the line that carries, as the server counts them', async () => {
    const world = stand()
    const socket = world.provide()
    await world.settle()
    world.say('websocket', hello, question, pong)
    socket.send(Uint8Array.of(0, 2, 2, 0, 0))
    expect(world.last()).toMatchObject({ sent: 2, answered: true, acknowledged: 0, acknowledges: true })
    world.say('websocket', acknowledge(2))
    expect(world.last()).toMatchObject({ acknowledged: 2 })
  })

  test('[CN16] from WebSocket to exchange and back the provider sees one socket that stays open', async () => {
    const world = stand()
    world.provide()
    await world.pass(0)
    world.say('websocket', hello, question)
    await world.pass(2_500)
    world.say('exchange', hello, question, answer)
    expect(world.last()).toMatchObject({ transport: 'exchange' })
    expect(world.line('exchange').sent).toEqual(['sync-step-1', 'awareness of 7', 'sync-step-2'])
    const tried = world.open.length
    while (world.open.length === tried) await world.pass(1_000)
    world.say('websocket', hello, question, answer)
    world.say('websocket', { type: 'pong', id: 9 })
    expect(world.last()).toMatchObject({ state: 'open', transport: 'websocket' })
    expect(world.line('exchange').closed).toBe(true)
    expect(world.line('websocket').sent).toEqual(['ping', 'sync-step-1', 'awareness of 7', 'sync-step-2'])
    expect(world.seen.filter((what) => what === 'open' || what === 'close')).toEqual(['open'])
  })

  test('[CN16] after a change nothing counts as acknowledged that the new line has not acknowledged', async () => {
    const world = stand()
    world.provide()
    await world.pass(0)
    world.say('websocket', hello, question, acknowledge(1))
    await world.pass(2_500)
    world.say('exchange', hello, question)
    expect(world.last()).toMatchObject({ sent: 1, acknowledged: 0, answered: true })
    world.say('websocket', acknowledge(5))
    expect(world.last()).toMatchObject({ acknowledged: 0 })
  })

  test('[CN16] a WebSocket that carries, rests and carries again is counted as the server counts it', async () => {
    const world = stand()
    const socket = world.provide()
    await world.pass(0)
    world.say('websocket', hello, question)
    socket.send(Uint8Array.of(0, 2, 2, 0, 0))
    await world.pass(2_500)
    world.say('exchange', hello, question)
    world.say('websocket', pong)
    expect(world.last()).toMatchObject({ transport: 'websocket', sent: 3, acknowledged: 0 })
    world.say('websocket', acknowledge(2))
    expect(world.last()).toMatchObject({ sent: 3, acknowledged: 2, answered: true })
  })

  test('[CN17] a provider that closes and comes back within a tick finds the healthy line again', async () => {
    const world = stand()
    const socket = world.provide()
    await world.pass(0)
    world.say('websocket', hello, question, answer, pong)
    socket.close()
    await world.pass(1_000)
    expect(world.open).toHaveLength(1)
    expect(world.line('websocket').closed).toBe(false)
    expect(world.seen.slice(-3)).toEqual(['close', 'open', 'sync-step-1'])
  })

  test('[CN17] a provider that goes for good takes the line with it', async () => {
    const world = stand()
    const socket = world.provide(false)
    await world.pass(0)
    world.say('websocket', hello, question, answer, pong)
    socket.close()
    await world.pass(1_000)
    expect(world.line('websocket').closed).toBe(true)
    expect(world.last().machine.is).toBe('stopped')
  })

  test('[CN18] a lost line closes the provider’s socket; the one it makes at once opens when a line does', async () => {
    const world = stand({ exchange: false })
    world.provide()
    await world.pass(0)
    world.say('websocket', hello, question, answer, pong)
    world.line('websocket').listener.closed({ code: 1006, reason: '' })
    expect(world.last().machine.is).toBe('waiting')
    await world.pass(10_000)
    expect(world.open.length).toBeGreaterThan(1)
    world.say('websocket', hello, question)
    expect(world.seen.filter((what) => what === 'open' || what === 'close')).toEqual([
      'open',
      'close',
      'open',
    ])
    expect(world.endings).toEqual([1006])
  })

  test('[CN19] a plain y-websocket server is trusted when it answers, asked with its own frames, never sent ours', async () => {
    const world = stand({ exchange: false })
    world.provide()
    await world.pass(0)
    world.say('websocket', question, answer)
    expect(world.last()).toMatchObject({ state: 'open', acknowledges: false, machine: { is: 'live' } })
    await world.pass(16_000)
    world.say('websocket', answer)
    await world.pass(16_000)
    expect(new Set(world.line('websocket').sent)).toEqual(
      new Set(['sync-step-1', 'awareness of 7', 'awareness of 8', 'sync-step-2']),
    )
    expect(world.last().machine.is).toBe('live')
  })

  test('[PR2] a message that is no frame ends the line with 4400 and never reaches the provider', async () => {
    const world = stand()
    world.provide(false)
    await world.settle()
    world.say('websocket', hello)
    world.line('websocket').listener.frame(Uint8Array.of(0, 0, 9))
    expect(world.last().machine).toMatchObject({ is: 'refused', code: 4400 })
    expect(world.seen).toEqual(['open', 'close'])
  })

  test('[CN20] what a replaced line still says is dropped', async () => {
    const world = stand({ exchange: false })
    world.provide()
    await world.pass(0)
    const old = world.line('websocket')
    world.say('websocket', hello, question, answer, pong)
    old.listener.closed({ code: 1006, reason: '' })
    await world.pass(1_000)
    world.say('websocket', hello, question)
    const before = world.seen.length
    old.listener.frame(encodeFrame(update))
    old.listener.closed({ code: 4410, reason: '' })
    expect(world.seen.length).toBe(before)
    expect(world.last().machine.is).toBe('syncing')
  })
})
