/**
 * The demo on free ports: by the very command people start it with where a Docker engine runs, and else the same
 * programs as plain processes. What only containers have is asked of `compose`, which is then missing.
 */
import { chmod } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { DOORS, LANDING_NUMBER, portOf } from '../../docker/doors.ts'
import { type Child, startChild } from '../harness/child.ts'
import { ROOT, startPadServer } from '../harness/pad-server.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { findEngine, run } from './engine.ts'

export interface Compose {
  readonly project: string
  /** `docker compose` with the demo's files; what it wrote. */
  (...args: string[]): Promise<string>
}

export interface Stage {
  /** Of the landing page, without a slash at the end. */
  readonly url: string
  /** Of a door, as people type it. */
  door(name: string): string
  readonly compose: Compose | undefined
  /** Why there are no containers; empty when there are. */
  readonly reason: string
  close(): Promise<void>
}

const UP = ['--detach', '--wait', '--wait-timeout', '400']

export async function startDemo(): Promise<Stage> {
  const engine = await findEngine()
  const ports = await freePrefix()
  const addresses = {
    url: `http://localhost:${portOf(LANDING_NUMBER, ports)}`,
    door: (name: string) => {
      const number = DOORS.find((door) => door.name === name)?.number
      if (number === undefined) throw new Error(`no door ${name}`)
      return `http://localhost:${portOf(number, ports)}`
    },
  }
  if (typeof engine === 'string') {
    return { ...addresses, compose: undefined, reason: engine, close: await startProcesses(ports) }
  }
  const project = `holdfast-demo-${ports}`
  const net = `10.213.${ports % 256}`
  const env = {
    HOLDFAST_DEMO_PORTS: String(ports),
    HOLDFAST_DEMO_SUBNET: `${net}.0/24`,
    HOLDFAST_DEMO_RANGE: `${net}.128/25`,
    HOLDFAST_DEMO_GATEWAY: `${net}.1`,
  }
  const compose: Compose = Object.assign(
    (...args: string[]) =>
      run(['docker', 'compose', '-p', project, '-f', 'docker/compose.yaml', ...args], env),
    { project },
  )
  const close = async () => {
    await compose('down', '--volumes', '--timeout', '20')
    await engine.close()
  }
  try {
    await compose('up', '--build', ...UP)
  } catch (failure) {
    const logs = await compose('logs', '--tail', '20').catch(String)
    await close()
    throw new Error(`${failure}\n${logs}`)
  }
  return { ...addresses, compose, reason: '', close }
}

async function startProcesses(ports: number): Promise<() => Promise<void>> {
  const folder = await temporaryFolder('demo')
  // Started as root, proxies read and write as somebody else.
  await chmod(folder.path, 0o755)
  const app = portOf(DOORS.find(({ between }) => between === 'nothing')?.number ?? 0, ports)
  const server = await startPadServer({
    env: { HOST: '127.0.0.1', PORT: String(app), HOLDFAST_EXHIBITS: 'on' },
  })
  const children: Child[] = []
  const start = (name: string, ...args: string[]) => {
    const child = startChild({
      name,
      cwd: ROOT,
      command: [
        process.execPath,
        ...args,
        `--ports=${ports}`,
        '--address=127.0.0.1',
        `--app=127.0.0.1:${app}`,
        `--switches=${join(folder.path, 'switches')}`,
      ],
    })
    children.push(child)
    return child
  }
  const doors = DOORS.filter(({ between }) => between !== 'nothing').map(({ name }) =>
    start(name, 'dist/docker/door/main.js', name, `--folder=${folder.path}`).line(/: open$/m),
  )
  const landing = start('landing', 'dist/docker/landing/main.js', '--doors=127.0.0.1').line(/All doors/)
  const close = async () => {
    await Promise.all(children.map((child) => child.stop()))
    await server.close()
    await folder.remove()
  }
  try {
    await Promise.all([...doors, landing])
  } catch (failure) {
    await close()
    throw failure
  }
  return close
}

/** First digits under which no port of the demo is taken, inner ones included. */
async function freePrefix(): Promise<number> {
  const first = 170 + (process.pid % 100)
  for (let prefix = first; prefix < first + 50; prefix += 1) {
    const taken = await Promise.all([...Array(61).keys()].map((number) => isTaken(portOf(number, prefix))))
    if (!taken.includes(true)) return prefix
  }
  throw new Error('the demo needs sixty free ports in a row and finds none')
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
