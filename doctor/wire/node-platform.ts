/** The machine itself, as the wire wants it. The only file of the wire that reaches for it. */
import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { connect } from 'node:net'
import { connect as secure } from 'node:tls'
import type { Address, Platform } from './platform.ts'

export const nodePlatform: Platform = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
  random: (length) => new Uint8Array(randomBytes(length)),
  lookup: async (name) => {
    const found = await lookup(name, { all: true })
    return found.map(({ address, family }): Address => ({ address, family: family === 6 ? 6 : 4 }))
  },
  connect: (address, port) => connect({ host: address, port }),
  secure,
}
