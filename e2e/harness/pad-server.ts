/**
 * The built server as its own process on a free port, with a data folder of its own. It can be killed and come
 * back on the same folder and port, as a crash and a restart look from outside.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './child.ts'
import { temporaryFolder } from './temporary.ts'

const ABOVE = new URL('../..', import.meta.url)
/** Built, this file lies one folder deeper, in dist/. */
export const ROOT = fileURLToPath(existsSync(new URL('package.json', ABOVE)) ? ABOVE : new URL('..', ABOVE))

const MAIN = 'dist/server/main.js'
/** For a busy machine; a server that cannot start ends at once and says why. */
const START_MS = 60_000
const READY = /Holdfast is at (http:\/\/[^\s/]+:(\d+))/

export interface PadServerOptions {
  /** Another program than the real one, for faults that only a test may inject; built, below dist/. */
  readonly entry?: string
  readonly env?: Readonly<Record<string, string>>
}

export interface PadServer {
  readonly url: string
  readonly port: number
  readonly folder: string
  child(): Child
  /** SIGKILL, as a crash: returns when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, as an orderly end. Resolves with the exit code. */
  stop(): Promise<number | null>
  /** Starts again on the same folder and port. */
  start(): Promise<void>
  /** Ends the process and removes the data. */
  close(): Promise<void>
}

export async function startPadServer(options: PadServerOptions = {}): Promise<PadServer> {
  const folder = await temporaryFolder('data')
  const launch = async (wanted: number) => {
    const child = startChild({
      name: 'pad server',
      command: [process.execPath, options.entry ?? MAIN],
      cwd: ROOT,
      env: { HOST: '127.0.0.1', PORT: String(wanted), HOLDFAST_DATA: folder.path, ...options.env },
      channel: options.entry !== undefined,
    })
    try {
      const ready = await child.line(READY, START_MS)
      return { child, url: ready[1] as string, port: Number(ready[2]) }
    } catch (error) {
      await child.stop('SIGKILL')
      throw error
    }
  }
  let running: Awaited<ReturnType<typeof launch>>
  try {
    running = await launch(0)
  } catch (error) {
    await folder.remove()
    throw error
  }
  const { url, port } = running

  return {
    url,
    port,
    folder: folder.path,
    child: () => running.child,
    kill: async () => {
      await running.child.stop('SIGKILL')
    },
    stop: () => running.child.stop('SIGTERM'),
    start: async () => {
      running = await launch(port)
    },
    close: async () => {
      await running.child.stop('SIGKILL')
      await folder.remove()
    },
  }
}
