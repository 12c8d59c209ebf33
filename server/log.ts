/**
 * The shape of structured logging as the rest of the server sees it: a stable event name and plain fields.
 * main.ts hands in pino; tests hand in an array. Nothing here knows where lines go.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}
