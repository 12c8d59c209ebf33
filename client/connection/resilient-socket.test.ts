import { describe, expect, test } from 'vitest'
import { encodeFrame, type SendableFrame } from '../../protocol/frames.ts'
import { createResilientSocket, type SocketReport } from './resilient-socket.ts'

/** The platform's WebSocket as far as the connection touches it, moved by hand. */
function stand(generation?: string) {
  const reports: SocketReport[] = []
  const natives: Native[] = []
  class Native {
    readyState = 0
    bufferedAmount = 0
    binaryType = 'blob'
    readonly sent: Uint8Array[] = []
    closedWith: unknown[] | undefined
    onopen: ((event: object) => void) | null = null
    onmessage: ((event: object) => void) | null = null
    onerror: ((event: object) => void) | null = null
    onclose: ((event: object) => void) | null = null
    readonly url: string
    constructor(url: string) {
      this.url = url
      natives.push(this)
    }
    send(data: Uint8Array) {
      this.sent.push(data)
    }
    close(...why: unknown[]) {
      this.readyState = 2
      this.closedWith = why
    }
  }
  const { Socket } = createResilientSocket(
    {
      generation,
      onReport: (report) => reports.push(report),
    },
    { WebSocket: Native as unknown as typeof WebSocket },
  )
  const connect = () => {
    const socket = new Socket('ws://127.0.0.1/collab/pad')
    const native = natives.at(-1) as Native
    const heard: number[] = []
    socket.onmessage = ({ data }) => heard.push(new Uint8Array(data as ArrayBuffer)[0] as number)
    const open = () => {
      native.readyState = 1
      native.onopen?.({})
    }
    const say = (frame: SendableFrame) => native.onmessage?.({ data: encodeFrame(frame).buffer })
    return { socket, native, heard, open, say }
  }
  return { connect, reports, last: () => reports.at(-1) as SocketReport }
}

const stepTwo = Uint8Array.of(0, 1, 2, 0, 0)
const update = Uint8Array.of(0, 2, 2, 0, 0)

describe('the connection', () => {
  test('[WS5] it asks for the extension and names the generation of its copy', () => {
    expect(stand('g 1').connect().native.url).toBe('ws://127.0.0.1/collab/pad?holdfast=1&generation=g+1')
    expect(stand().connect().native.url).toBe('ws://127.0.0.1/collab/pad?holdfast=1')
  })

  test('[WS5] extension frames are kept from the provider, everything else reaches it', () => {
    const { connect, last } = stand()
    const { open, say, heard } = connect()
    open()
    say({ type: 'hello', version: 1, generation: 'g', heartbeat: 20_000 })
    say({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
    say({ type: 'pong', id: 1 })
    expect(heard).toEqual([0])
    expect(last()).toMatchObject({ acknowledges: true, generation: 'g' })
  })

  test('[SE1] update-carrying frames are counted per connection, as the server counts them', () => {
    const { connect, last } = stand()
    const first = connect()
    first.open()
    first.socket.send(Uint8Array.of(0, 0, 1, 0))
    first.socket.send(stepTwo)
    first.socket.send(Uint8Array.of(1, 1, 0))
    first.socket.send(update)
    expect(last()).toMatchObject({ state: 'open', sent: 2, answered: true, acknowledged: 0 })
    first.say({ type: 'acknowledgement', count: 2, storageFails: false, withoutEffect: [2] })
    expect(last()).toMatchObject({ acknowledged: 2, withoutEffect: 1 })
    first.native.onclose?.({ code: 1006, reason: '' })
    expect(last()).toMatchObject({ state: 'closed', closed: { code: 1006 } })
    connect()
    expect(last()).toMatchObject({
      state: 'connecting',
      sent: 0,
      acknowledged: 0,
      answered: false,
      attempt: 2,
    })
  })

  test('[SE3] an acknowledgement that arrives while the socket closes is not believed', () => {
    const { connect, last } = stand()
    const { open, say, socket, native } = connect()
    open()
    socket.send(stepTwo)
    native.readyState = 2
    say({ type: 'acknowledgement', count: 1, storageFails: false, withoutEffect: [] })
    expect(last().acknowledged).toBe(0)
  })

  test('[PR2] a message that is no frame closes with 4400 and never reaches the provider', () => {
    const { connect } = stand()
    const { open, native, heard } = connect()
    open()
    native.onmessage?.({ data: Uint8Array.of(0, 0, 9).buffer })
    expect(heard).toEqual([])
    expect(native.closedWith).toEqual([4400, 'truncated'])
  })
})
