/**
 * Everything this folder offers, connected to the platform once per page: the copies of pads, and the writing of
 * one pad's copy. Knows the platform by what is handed in.
 */
import { COPIES_DATABASE, type Copies, createCopies } from './copies.ts'
import { createDatabase, type DatabaseDeps } from './database.ts'
import { createLocalCopy, type LocalCopy, type LocalCopyOptions } from './local-copy.ts'

export interface ThisDeviceDeps extends DatabaseDeps {
  now(): number
  random(): number
  merge(updates: readonly Uint8Array[]): Uint8Array
}

export interface ThisDevice {
  readonly copies: Copies
  keep(options: Omit<LocalCopyOptions, 'tab'>): LocalCopy
}

export const openThisDevice = (deps: ThisDeviceDeps): ThisDevice => {
  const copies = createCopies(deps.merge, createDatabase(COPIES_DATABASE, deps))
  // Made anew with each page and never stored for another: a duplicated tab counts for itself.
  const tab = deps.random().toString(36).slice(2)
  return {
    copies,
    keep: (options) => createLocalCopy({ ...options, tab }, { copies, ...deps }),
  }
}
