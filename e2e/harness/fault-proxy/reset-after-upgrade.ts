/**
 * What a firewall does that reads along and wants no WebSocket: the answer 101 passes, and with the first bytes
 * after it the connection is reset. For the direction from the server to the client.
 */
import type { Disturbance } from './disturbance.ts'

const SWITCHED = /^HTTP\/1\.1 101 /
const END_OF_HEAD = '\r\n\r\n'

export const resetAfterUpgrade: Disturbance = (outlet) => {
  let head = ''
  let upgraded = false
  return {
    take: (bytes) => {
      if (upgraded) return outlet.reset()
      outlet.write(bytes)
      // Only the beginning can be an answer to an upgrade: such a connection carries nothing before it.
      if (head.length < 4096) head += Buffer.from(bytes).toString('latin1')
      const end = head.indexOf(END_OF_HEAD)
      if (!SWITCHED.test(head) || end === -1) return
      upgraded = true
      if (head.length > end + END_OF_HEAD.length) outlet.reset()
    },
    ended: outlet.end,
    release: () => {},
  }
}
