/**
 * `holdfast backup`, `restore`, `verify`, `export-all` and `pads`: words in, words out and an exit code. What they
 * share is here: where the data is, who answers, and what a failure means. What of the process they need is handed
 * in.
 */

import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { OPTIONS } from '../config.ts'
import { isExpected } from '../option-kinds.ts'
import { createNodeFileSystem } from '../storage/node-file-system.ts'
import type { FindingLine, PadLine } from './answers.ts'
import { type Given, readArguments } from './arguments.ts'
import { BackupError, checkBackup } from './backup-format.ts'
import { HELP } from './help.ts'
import { counted, padTable, readLines, size, verdict } from './lines.ts'
import { EXIT, failed, type Outcome, UsageError } from './outcome.ts'
import { restore } from './restore.ts'
import { brokenOff, openSource, type Source } from './source.ts'
import { writeWholeFile } from './whole-file.ts'

export interface OperateCommand {
  readonly name: string
  readonly about: string
  readonly help: string
  run(args: readonly string[]): Promise<Outcome>
}

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly version: string
  now(): number
  /** For `backup -`. */
  readonly stdout: Writable
}

const FORMATS = ['md', 'html', 'txt', 'json', 'yjs'] as const

export const createOperateCommands = (place: Surroundings): readonly OperateCommand[] => {
  const dataFolder = ({ values }: Given): string => {
    const named = values.data ?? place.environment[OPTIONS.data.name] ?? OPTIONS.data.default
    const folder = OPTIONS.data.read(String(named))
    if (isExpected(folder)) throw new UsageError(`--data is not understood; expected ${folder.expected}`)
    return folder
  }

  /** What the storage has to say when it is opened, as sentences. */
  const notes: string[] = []
  const note = (event: string, fields: object = {}): void =>
    void notes.push(`${event} ${JSON.stringify(fields)}\n`)
  const log = { debug: () => undefined, info: () => undefined, warn: note, error: note }

  const asking = async <Result>(given: Given, work: (source: Source) => Promise<Result>): Promise<Result> => {
    const source = await openSource(dataFolder(given), { ...place, log })
    try {
      return await work(source)
    } catch (error) {
      throw error instanceof BackupError ? brokenOff(error) : error
    } finally {
      await source.close()
    }
  }

  /** Hands every chunk to `append` before it is checked as part of the whole. */
  const copied = async (source: Source, append: (bytes: Uint8Array) => Promise<unknown>) => {
    let bytes = 0
    async function* passing(): AsyncGenerator<Uint8Array> {
      for await (const chunk of source.ask('backup')) {
        await append(chunk)
        bytes += chunk.length
        yield chunk
      }
    }
    const { head, damagedPads } = await checkBackup(passing())
    return { bytes, pads: head.pads, damagedPads }
  }

  /** Rejects when whoever reads it goes away (EPIPE). */
  const toStdout = (bytes: Uint8Array): Promise<void> =>
    new Promise((settle, fail) => {
      place.stdout.write(bytes, (error) => (error ? fail(error) : settle()))
    })

  const backup = async (args: readonly string[]): Promise<Outcome> => {
    const given = readArguments(args, ['FILE'], { force: { type: 'boolean' } })
    const [file = ''] = given.positionals
    // The write that fails says so; without a listener the event would end the process first.
    place.stdout.on('error', () => undefined)
    return asking(given, async (source) => {
      const { bytes, pads, damagedPads } =
        file === '-'
          ? await copied(source, toStdout)
          : await writeWholeFile(file, given.values.force === true, (append) => copied(source, append))
      const said = `${counted(pads, 'pad')}, ${bytes} bytes, ${file === '-' ? 'written to stdout' : `in ${file}`} (${source.said})\n`
      const told = damagedPads
        .map((id) => `damaged: pad ${id}: the backup holds its last good state`)
        .join('\n')
      const exit = damagedPads.length > 0 ? EXIT.fault : EXIT.ok
      if (file === '-') return { exit, error: `${said}${told}`.trimEnd() }
      return { exit, out: said, ...(told !== '' && { error: told }) }
    })
  }

  const restoreFile = async (args: readonly string[]): Promise<Outcome> => {
    const given = readArguments(args, ['FILE'])
    const [file = ''] = given.positionals
    if (file === '-') throw new UsageError('a backup is read twice and must be a file, not a stream')
    const folder = resolve(dataFolder(given))
    const { pads, takenAt, damagedPads } = await restore(folder, {
      fileSystem: createNodeFileSystem(),
      log,
      read: () => createReadStream(file),
    })
    const told = damagedPads.map(
      (id) => `pad ${id} was damaged when the backup was taken: this is its last good state\n`,
    )
    return {
      exit: EXIT.ok,
      out: `${counted(pads, 'pad')} as of ${new Date(takenAt).toISOString()} restored into ${folder}, read back and compared\n${told.join('')}`,
    }
  }

  const verify = (args: readonly string[]): Promise<Outcome> => {
    const given = readArguments(args, [], { json: { type: 'boolean' } })
    return asking(given, async (source) => {
      const { lines, end } = await readLines<FindingLine>(source.ask('verify'))
      const exit = lines.length > 0 ? EXIT.fault : EXIT.ok
      if (given.values.json === true) {
        const { pads, files, bytes } = end
        return {
          exit,
          out: `${JSON.stringify({ version: 1, pads, files, bytes, findings: lines }, null, 2)}\n`,
        }
      }
      return { exit, out: `${verdict(lines, end).trimEnd()} (${source.said})\n` }
    })
  }

  const exportPads = async (args: readonly string[]): Promise<Outcome> => {
    const given = readArguments(args, ['FOLDER'], { format: { type: 'string' } })
    const [folder = ''] = given.positionals
    const format = given.values.format ?? 'md'
    if (!FORMATS.some((each) => each === format))
      throw new UsageError(`--format must be one of ${FORMATS.join(', ')}, got ${format}`)
    // Loaded only here: what reads documents is most of the program.
    const { exportAll, INDEX } = await import('./export-all.ts')
    return asking(given, async (source) => {
      const {
        pads,
        deleted,
        damaged,
        failed: broken,
      } = await exportAll(source.ask('backup'), folder, String(format))
      const left = deleted > 0 ? `, ${counted(deleted, 'deleted pad')} left out` : ''
      const out = `${counted(pads, 'pad')} in ${folder}, see ${INDEX} there${left} (${source.said})\n`
      const error = [
        ...damaged.map((id) => `damaged: pad ${id}: its last good state was exported`),
        ...broken.map((what) => `not exported: pad ${what}`),
      ].join('\n')
      return error === '' ? { exit: EXIT.ok, out } : { exit: EXIT.fault, out, error }
    })
  }

  const pads = (args: readonly string[]): Promise<Outcome> => {
    const given = readArguments(args, [], { json: { type: 'boolean' } })
    return asking(given, async (source) => {
      const { lines } = await readLines<PadLine>(source.ask('pads'))
      if (given.values.json === true)
        return { exit: EXIT.ok, out: `${JSON.stringify({ version: 1, pads: lines }, null, 2)}\n` }
      const there = lines.filter(({ state }) => state !== 'gone')
      const total = there.reduce((sum, { bytes }) => sum + bytes, 0)
      return {
        exit: EXIT.ok,
        out: `${padTable(there)}${counted(there.length, 'pad')}, ${size(total)} (${source.said})\n`,
      }
    })
  }

  const command = (
    name: keyof typeof HELP,
    run: (args: readonly string[]) => Promise<Outcome>,
  ): OperateCommand => ({
    name,
    ...HELP[name],
    run: async (args) => {
      const outcome = await run(args).catch((error: unknown) => failed(name, error))
      const error = `${notes.splice(0).join('')}${outcome.error ?? ''}`
      return error === '' ? outcome : { ...outcome, error: error.trimEnd() }
    },
  })

  return [
    command('backup', backup),
    command('restore', restoreFile),
    command('verify', async (args) => verify(args)),
    command('export-all', exportPads),
    command('pads', async (args) => pads(args)),
  ]
}
