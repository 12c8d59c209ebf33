/** A log for tests that keeps its lines instead of writing them, so that a test can ask what was told. */
import type { Log, LogFields } from '../log.ts'

export interface LogLine {
  readonly event: string
  readonly fields: LogFields
}

export interface QuietLog extends Log {
  readonly lines: LogLine[]
  told(event: string): LogLine[]
}

export const quietLog = (): QuietLog => {
  const lines: LogLine[] = []
  const write = (event: string, fields: LogFields = {}): void => void lines.push({ event, fields })
  return {
    lines,
    told: (event) => lines.filter((line) => line.event === event),
    debug: write,
    info: write,
    warn: write,
    error: write,
  }
}
