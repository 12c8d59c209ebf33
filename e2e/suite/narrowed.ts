/** `node narrowed.js PROGRAM …`: runs a program that runs tests, and takes `--proxies` and `--faults` out of its words. */
import { spawn } from 'node:child_process'
import { narrow } from './narrow.ts'

const EX_USAGE = 64

const narrowed = narrow(process.argv.slice(2))
if ('wrong' in narrowed) {
  console.error(narrowed.wrong)
  process.exitCode = EX_USAGE
} else {
  const env = { ...process.env, ...narrowed.environment }
  const child = spawn('npx', narrowed.rest, { stdio: 'inherit', env })
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
