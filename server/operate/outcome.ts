/**
 * How a command about the data ends: exit codes, and which of them a failure means. The codes are those of every
 * holdfast command (sysexits.h for 64 and above).
 */
import { systemCode } from '../storage/file-system.ts'
import { StorageError } from '../storage/storage.ts'
import { BackupError } from './backup-format.ts'

/** 1: something is damaged, or what was asked for could not be done. */
export const EXIT = { ok: 0, fault: 1, usage: 64, unreachable: 69, internal: 70 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export interface Outcome {
  readonly exit: ExitCode
  /** For stdout. */
  readonly out?: string
  /** For stderr. */
  readonly error?: string
}

/** The command line asks for what must not be done; nothing was done. */
export class UsageError extends Error {}

/** Neither a server nor a folder answers. */
export class UnreachableError extends Error {}

/** What the disk or the file system said; a person can do something about it. */
const isOfThePlace = (error: unknown): boolean =>
  error instanceof BackupError || error instanceof StorageError || systemCode(error) !== undefined

export const failed = (name: string, error: unknown): Outcome => {
  const what = error instanceof Error ? error.message : String(error)
  const said = `holdfast ${name}: ${what}`
  if (error instanceof UsageError) return { exit: EXIT.usage, error: `${said}\nSee: holdfast ${name} --help` }
  if (error instanceof UnreachableError) return { exit: EXIT.unreachable, error: said }
  if (isOfThePlace(error)) return { exit: EXIT.fault, error: said }
  const stack = error instanceof Error ? (error.stack ?? what) : what
  return { exit: EXIT.internal, error: `holdfast ${name}: a fault of its own\n${stack}` }
}
