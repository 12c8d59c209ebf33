import { expect, test } from 'vitest'
import { MAX_UNSENT_BYTES } from '../../protocol/limits.ts'
import { openWebSocketTransport } from './websocket-transport.ts'

/** The platform's class, moved by hand; `refuse` makes the constructor throw as for mixed content. */
function stand(refuse = false) {
  const timers: (() => void)[] = []
  const heard: unknown[] = []
  const made: FakeSocket[] = []
  class FakeSocket {
    readyState = 0
    bufferedAmount = 0
    binaryType = ''
    onmessage: (event: object) => void = () => {}
    onclose: (event: object) => void = () => {}
    onerror: () => void = () => {}
    readonly sent: unknown[] = []
    constructor() {
      if (refuse) throw new DOMException('insecure', 'SecurityError')
      made.push(this)
    }
    send(data: unknown) {
      this.sent.push(data)
    }
    close() {
      this.readyState = 2
    }
  }
  const transport = openWebSocketTransport(
    { url: 'ws://127.0.0.1/collab/pad' },
    { frame: (frame) => heard.push([...frame]), closed: (ending) => heard.push(ending) },
    {
      WebSocket: FakeSocket as never,
      timers: {
        now: () => 0,
        after: (_milliseconds, call) => {
          timers.push(call)
          return () => {}
        },
      },
    },
  )
  const runTimers = () => {
    for (const call of timers.splice(0)) call()
  }
  return { transport, heard, runTimers, socket: made[0] as FakeSocket }
}

test('[CN8] the time a server asks to stay away is read from its close reason', () => {
  const { socket, heard } = stand()
  socket.onclose({ code: 1012, reason: 'retry-after=1500; the server restarts' })
  expect(heard).toEqual([{ code: 1012, reason: 'the server restarts', hint: 1500 }])
})

test('[CN29] a constructor that throws (mixed content) ends as a connection that failed, after the call', () => {
  const { heard, runTimers } = stand(true)
  expect(heard).toEqual([])
  runTimers()
  expect(heard).toEqual([{ code: 1006, reason: 'insecure' }])
})

test('[CN29] an error without a close (Content Security Policy) ends it; one with a close ends it once', () => {
  const blocked = stand()
  blocked.socket.onerror()
  blocked.runTimers()
  expect(blocked.heard).toHaveLength(1)
  const refused = stand()
  refused.socket.onerror()
  refused.socket.onclose({ code: 1006, reason: '' })
  refused.runTimers()
  expect(refused.heard).toHaveLength(1)
})

test('[CN29] text instead of bytes ends it with 1003, and nothing is sent over what is not open', () => {
  const { socket, heard, transport } = stand()
  transport.send(Uint8Array.of(1))
  expect(socket.sent).toEqual([])
  socket.readyState = 1
  transport.send(Uint8Array.of(2))
  expect(socket.sent).toEqual([Uint8Array.of(2)])
  socket.onmessage({ data: Uint8Array.of(7).buffer })
  socket.onmessage({ data: 'text' })
  expect(heard).toEqual([[7], { code: 1003, reason: 'text arrived; frames are binary' }])
})

test('[CN30] past the bound of what waits to be sent the connection is given up, to be synchronised anew', () => {
  const { socket, heard, transport } = stand()
  socket.readyState = 1
  socket.bufferedAmount = MAX_UNSENT_BYTES
  transport.send(Uint8Array.of(1))
  expect(heard).toEqual([])
  socket.bufferedAmount = MAX_UNSENT_BYTES + 1
  transport.send(Uint8Array.of(1))
  expect(heard).toEqual([{ code: 1013, reason: 'too much waits to be sent' }])
})

test('[CN20] after it was closed from here it says nothing more', () => {
  const { socket, heard, transport } = stand()
  transport.close()
  socket.onmessage({ data: Uint8Array.of(7).buffer })
  socket.onclose({ code: 1006, reason: '' })
  expect(heard).toEqual([])
})
