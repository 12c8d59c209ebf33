/**
 * The process of the landing page: arguments, what it is made of, signals. Exit 0 after a stop by signal, 1 when the
 * start failed, 64 when the arguments are wrong.
 */
import { lookup } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { diagnose } from '../../doctor/diagnose.ts'
import { DOORS, LANDING_NUMBER, portOf } from '../doors.ts'
import { openSwitches } from '../switches.ts'
import { startLanding } from './landing.ts'
import { openPads } from './pads.ts'
import { createWatch } from './watch.ts'

const EX_USAGE = 64
const ROUND_MS = 15_000
const ABREAST = 3
/** Longer than the doctor's own: a busy machine is no broken proxy. */
const PATIENCE_S = 25
/** From dist/docker/landing. */
const root = fileURLToPath(new URL('../../../', import.meta.url))
/** A line with a cut in it. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#a3261b" stroke-width="2.4" stroke-linecap="round"><path stroke="#2c6a3a" d="M1 12h4M19 12h4"/><path d="M8 8l8 8M16 8l-8 8"/></svg>'
const STYLES = ['client/styles/base.css', 'client/styles/details.css', 'docker/landing/landing.css']

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ports: { type: 'string', default: '81' },
      host: { type: 'string', default: 'localhost' },
      address: { type: 'string' },
      /** Where every door listens, when it is one place; else each is found by its name. */
      doors: { type: 'string' },
      app: { type: 'string', default: '127.0.0.1:8110' },
      switches: { type: 'string', default: 'data/switches' },
    },
  })
  const ports = Number(values.ports)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const styles = await Promise.all(STYLES.map((file) => readFile(join(root, file), 'utf8')))
  const script = await readFile(join(root, 'dist/docker/browser/landing.js'), 'utf8')
  const switches = await openSwitches(values.switches)
  const { doors: at } = values
  const landing = await startLanding(
    {
      port: portOf(LANDING_NUMBER, ports),
      address: values.address,
      ports,
      files: new Map([
        ['style.css', [styles.join('\n'), 'text/css; charset=utf-8']],
        ['icon.svg', [ICON, 'image/svg+xml']],
        ['script.js', [script, 'text/javascript; charset=utf-8']],
      ]),
    },
    {
      switches,
      pads: openPads(`http://${values.app}`, join(values.switches, 'pads.json'), fetch),
      say,
      watch: (changed) =>
        createWatch(
          { doors: DOORS, ports, host: values.host, every: ROUND_MS, patience: PATIENCE_S, abreast: ABREAST },
          {
            diagnose,
            addressOf: async ({ name }) => at ?? (await lookup(name, 4)).address,
            now: Date.now,
            after: (milliseconds, call) => {
              const timer = setTimeout(call, milliseconds)
              return () => clearTimeout(timer)
            },
            say,
            changed,
          },
        ),
    },
  )
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    // A look at a door under way would take seconds to end, and leaves nothing behind.
    void Promise.race([landing.close(), new Promise((resolve) => setTimeout(resolve, 500))]).then(() =>
      process.exit(0),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  say(`All doors: http://${values.host}:${landing.port}/`)
}

main().catch((failure: unknown) => {
  process.stderr.write(
    `the landing page did not start: ${failure instanceof Error ? failure.message : failure}\n`,
  )
  const isUsage = failure instanceof TypeError && 'code' in failure
  process.exit(isUsage ? EX_USAGE : 1)
})
