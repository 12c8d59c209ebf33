/**
 * The servers at the ends of the ways. Several ways share one, because starting a server takes longer than starting
 * a proxy.
 */
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { ask, told } from './ask.ts'
import { LARGE } from './http-probes.ts'

export interface Apps {
  /** The same options get the same server. */
  app(environment: Readonly<Record<string, string>>, which?: number): Promise<PadServer>
  close(): Promise<void>
}

export function createApps(): Apps {
  const running = new Map<string, Promise<PadServer>>()
  return {
    app: (env, which = 0) => {
      const key = JSON.stringify([which, env])
      const known = running.get(key) ?? startWarm(env)
      running.set(key, known)
      return known
    },
    close: async () => {
      for (const server of running.values()) await (await server).close()
      running.clear()
    },
  }
}

/** Its first import of a large text takes many times as long as the next ones, and no proxy is to blame for it. */
async function startWarm(env: Readonly<Record<string, string>>): Promise<PadServer> {
  const server = await startPadServer({ env })
  const imported = await ask({
    url: `${server.url}/api/pads`,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: LARGE,
    patience: 30_000,
  })
  if (told(imported) === '201 app') return server
  await server.close()
  throw new Error(`the app by itself answered ${told(imported)} to a large import, expected 201 app`)
}
