/**
 * The process of one door, and the first of its container: arguments, signals, and an end that others notice when
 * one of its proxies is gone. Exit 0 after a stop by signal, 1 otherwise, 64 when the arguments are wrong.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { doorNamed } from '../doors.ts'
import { openSwitches } from '../switches.ts'
import { openDoor } from './door.ts'

const EX_USAGE = 64
const SEARCHED = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ports: { type: 'string', default: '81' },
      host: { type: 'string', default: 'localhost' },
      address: { type: 'string' },
      app: { type: 'string', default: '127.0.0.1:8110' },
      switches: { type: 'string', default: 'data/switches' },
      folder: { type: 'string', default: 'data/doors' },
    },
  })
  const door = doorNamed(positionals[0] ?? '')
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const opening = openSwitches(values.switches).then((switches) =>
    openDoor(
      {
        door,
        ports: Number(values.ports),
        host: values.host,
        address: values.address,
        app: values.app,
        folder: join(values.folder, door.name),
        path: SEARCHED,
      },
      { switches, say },
    ),
  )
  // Before it is open, too: the first process of a container hears no signal that it does not listen for.
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    opening
      .then(({ close }) => close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const open = await opening
  say(`${door.name}: open`)
  void open.broken.then((why) => {
    if (stopping) return
    process.stderr.write(`${door.name}: ${why}; the door is closed\n`)
    void open.close().then(() => process.exit(1))
  })
}

main().catch((failure: unknown) => {
  process.stderr.write(`the door did not open: ${failure instanceof Error ? failure.message : failure}\n`)
  const isUsage = failure instanceof TypeError && 'code' in failure
  process.exit(isUsage ? EX_USAGE : 1)
})
