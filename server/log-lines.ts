/** The log as lines of JSON (pino), one object each: time, level, event, fields. Secrets are taken out on the way. */
import pino from 'pino'
import type { Log, LogFields } from './log.ts'
import { createRedaction } from './redaction.ts'

export interface LogLinesOptions {
  readonly level: string
  /** Texts that must never be seen in a line. */
  readonly secrets: readonly string[]
}

export function createLogLines(options: LogLinesOptions, destination: { write(line: string): void }): Log {
  const redact = createRedaction(options.secrets)
  const named = { level: (label: string) => ({ level: label }) }
  const lines = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: named },
    destination,
  )
  const write = (at: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields?: LogFields) => {
    if (lines.isLevelEnabled(at)) lines[at]({ event, ...(fields && redact(fields)) })
  }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
