/**
 * Runs one step with its output streamed through, and watches the clock. A step past its ceiling is named while
 * it runs; one that takes three times as long is stopped, and that is said too. Knows nothing of counts.
 */
import { spawn } from 'node:child_process'
import type { Step } from './steps.ts'

export interface StepRun {
  readonly exitCode: number
  readonly seconds: number
  readonly stopped: boolean
}

const STOP_AFTER_CEILINGS = 3

export function runStep(step: Step, say: (line: string) => void): Promise<StepRun> {
  const started = Date.now()
  const [program, ...args] = step.command
  // A group of its own: stopping a step must also stop the browsers and servers it started.
  const child = spawn(program, args, { stdio: 'inherit', detached: process.platform !== 'win32' })
  const ceiling = step.ceilingMinutes * 60_000
  let stopped = false

  const passOn = (signal: NodeJS.Signals) => stop(signal)
  const stop = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
    } catch {
      // It ended in the same moment: nothing is left to stop.
    }
  }
  const over = setTimeout(
    () => say(`! "${step.name}" is past its ceiling of ${step.ceilingMinutes} min and still running`),
    ceiling,
  )
  const tooLong = setTimeout(() => {
    stopped = true
    say(`! "${step.name}" took ${STOP_AFTER_CEILINGS} times its ceiling: it is stopped and counts as failed`)
    stop('SIGTERM')
  }, ceiling * STOP_AFTER_CEILINGS)
  process.on('SIGINT', passOn)
  process.on('SIGTERM', passOn)

  return new Promise((resolve) => {
    const finish = (exitCode: number) => {
      clearTimeout(over)
      clearTimeout(tooLong)
      process.off('SIGINT', passOn)
      process.off('SIGTERM', passOn)
      resolve({ exitCode, seconds: (Date.now() - started) / 1000, stopped })
    }
    child.once('error', (error) => {
      say(`! "${step.name}" could not be started: ${error.message}`)
      finish(127)
    })
    child.once('exit', (code) => finish(code ?? 1))
  })
}
