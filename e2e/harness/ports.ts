/**
 * A port of the loopback that nobody uses, for programs that cannot say which one they took. It lies below the
 * range from which the system serves outgoing connections, and each test process has a part of its own, so that
 * nobody takes it between the look and the start.
 */
import { createServer } from 'node:net'

const FIRST = 16_000
const EACH = 1_000
const PARTS = 16

const base = FIRST + (process.pid % PARTS) * EACH
let next = Math.floor(Math.random() * EACH)

export async function freePort(): Promise<number> {
  for (let tried = 0; tried < EACH; tried += 1) {
    next = (next + 1) % EACH
    // Others who ask meanwhile move on.
    const port = base + next
    if (await isFree(port)) return port
  }
  throw new Error(`no port is free from ${base} to ${base + EACH - 1}`)
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
