/**
 * The version of the format that this server writes, and the steps that bring older data forward. There is one
 * format so far, so the table is empty; whoever changes what lies on disk raises the version, adds the step from
 * the version before, and keeps a folder of that version beside the tests (fixtures/). Until then a format file that
 * is damaged counts as the only version there is; with a second one that has to be decided anew.
 */
import type { FileSystem } from '../file-system.ts'

export const FORMAT_VERSION = 1

/**
 * Brings the folder from one version to the next. Run again after a crash, it must come to the same end whatever
 * part of it was done before.
 */
export type Migration = (fileSystem: FileSystem, folder: string) => Promise<void>

/** By the version a step begins at. */
export type Migrations = Readonly<Record<number, Migration>>

export const MIGRATIONS: Migrations = {}
