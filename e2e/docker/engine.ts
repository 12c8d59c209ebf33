/**
 * A Docker engine: the one that runs, or one that a command starts. `HOLDFAST_DOCKER_ENGINE` names that command,
 * which takes `up` and `down`; without it a script beside the checkout is used where there is one. Says why there is none.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startChild } from '../harness/child.ts'
import { ROOT } from '../harness/pad-server.ts'
import { thisPlace } from '../suite/this-place.ts'

export interface Engine {
  /** Ends what was started here, and nothing else. */
  close(): Promise<void>
}

const BESIDE = '../shared/tools/docker-engine.sh'

/** What a command wrote; throws with it when the command failed. */
export async function run(
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = startChild({ name: command[0], command, cwd: ROOT, env: { ...OF_THIS_PLACE, ...env } })
  const code = await child.ended
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${child.output()}`)
  return child.output().trim()
}

/** Where somebody keeps the client's plugins elsewhere than at home, and how this machine gets out to a registry. */
const PASSED_ON = [
  'DOCKER_CONFIG',
  'DOCKER_HOST',
  'DOCKER_ENGINE_CACHE',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
]
const OF_THIS_PLACE = Object.fromEntries(
  PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] as string]])),
)

const answers = () =>
  Promise.all([run(['docker', 'info']), run(['docker', 'compose', 'version'])]).then(
    () => true,
    () => false,
  )

/** An engine with compose in which images can be built, or the reason why there is none. */
export async function findEngine(): Promise<Engine | string> {
  const engine = await startEngine()
  if (typeof engine === 'string') return engine
  try {
    await run(['docker', 'run', '--rm', BUILD_BASE, ...ASK_REGISTRY])
    return engine
  } catch (failure) {
    await engine.close()
    return `containers reach no npm registry here, so no image can be built: ${lastLines(failure)}`
  }
}

/** The base of the image that the app is built in (docker/Dockerfile), and what its `npm ci` needs. */
const BUILD_BASE = 'node:22-bookworm-slim'
const ASK_REGISTRY = ['npm', 'ping', '--fetch-retries=1', '--fetch-timeout=30000'] as const

const lastLines = (failure: unknown): string => (failure as Error).message.split('\n').slice(-3).join(' ')

async function startEngine(): Promise<Engine | string> {
  if (await answers()) return { close: async () => {} }
  const named = process.env.HOLDFAST_DOCKER_ENGINE
  const script = named ?? join(ROOT, BESIDE)
  if (named === undefined && !existsSync(script))
    return 'no Docker engine with compose answers here, and HOLDFAST_DOCKER_ENGINE names no command that starts one'
  if (!thisPlace().isRoot) return `no Docker engine answers here, and only root may start one with ${script}`
  try {
    await run(['bash', script, 'up'])
  } catch (failure) {
    return `the Docker engine did not start: ${lastLines(failure)}`
  }
  return { close: async () => void (await run(['bash', script, 'down'])) }
}
