/**
 * A disk in memory that behaves as badly as a real one may: it loses power at a chosen operation and then keeps
 * what was synced plus any part of the rest (torn, dropped, reordered, grown by zeros or rubbish; names lost or
 * kept), refuses chosen operations, forgets after a failed fsync, and flips bits. Everything follows from a seed.
 * It refuses to know what is stored on it.
 */
import type { FileSystem, OpenFile } from './file-system.ts'
import { createRandom, type Random } from './random.ts'
import { StorageError } from './storage.ts'

export type DiskOperation =
  | 'open'
  | 'read'
  | 'write'
  | 'datasync'
  | 'truncate'
  | 'rename'
  | 'remove'
  | 'sync-folder'

type Pending =
  | { readonly kind: 'write'; readonly bytes: Uint8Array; readonly position: number }
  | { readonly kind: 'truncate'; readonly size: number }

/** What a name leads to. `seen` is what readers get, `synced` what outlives a power loss for certain. */
interface Inode {
  seen: Buffer
  synced: Buffer
  pending: Pending[]
}

/** A change of names; power loss keeps any of those not yet synced. */
type NameChange = { readonly folder: string; readonly run: (names: Map<string, Inode>) => void }

export interface SimulatedDisk {
  /** The file system as the process that runs now sees it; dead after a power loss. */
  fileSystem(): FileSystem
  /** Loses power when `operations` more have begun; that one is half done. */
  loseOperation(operations: number): void
  /** Loses power now, unless it happened, and brings the machine back with what was kept. */
  restart(seed: number): void
  isDown(): boolean
  /** Operations begun so far. */
  operations(): number
  /** Lets chosen operations fail with the answered code. */
  fail(choose: ((operation: DiskOperation, path: string) => string | undefined) | undefined): void
  paths(): string[]
  file(path: string): Buffer
  flip(path: string, bit: number): void
  /** A disk of its own with the same content. */
  copy(): SimulatedDisk
}

/** What a disk writes as one piece. */
const SECTOR = 512

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'))

const grown = (bytes: Buffer, size: number): Buffer => {
  if (size <= bytes.length) return bytes
  const larger = Buffer.alloc(size)
  bytes.copy(larger)
  return larger
}

const applyPending = (bytes: Buffer, pending: Pending): Buffer => {
  if (pending.kind === 'truncate') return Buffer.from(grown(bytes, pending.size).subarray(0, pending.size))
  const target = Buffer.from(grown(bytes, pending.position + pending.bytes.length))
  target.set(pending.bytes, pending.position)
  return target
}

/** One unsynced write as the disk may have kept it: whole, not at all, its beginning, or any of its sectors. */
const kept = (bytes: Buffer, write: Pending & { kind: 'write' }, random: Random): Buffer => {
  const way = random.below(4)
  if (way === 0) return bytes
  if (way === 1) return applyPending(bytes, write)
  if (way === 2) {
    const length = random.below(write.bytes.length + 1)
    return applyPending(bytes, { ...write, bytes: write.bytes.subarray(0, length) })
  }
  const end = write.position + write.bytes.length
  const target = Buffer.from(grown(bytes, random.chance(0.5) ? end : bytes.length))
  const rubbish = random.chance(0.3)
  for (let at = write.position; at < target.length && at < end; ) {
    const next = Math.min((Math.floor(at / SECTOR) + 1) * SECTOR, end, target.length)
    if (random.chance(0.5)) target.set(write.bytes.subarray(at - write.position, next - write.position), at)
    else if (rubbish) for (let n = Math.max(at, bytes.length); n < next; n++) target[n] = random.bits()
    at = next
  }
  return target
}

export const createSimulatedDisk = (initial?: ReadonlyMap<string, Buffer>): SimulatedDisk => {
  let names = new Map<string, Inode>()
  let syncedNames = new Map<string, Inode>()
  let changes: NameChange[] = []
  let operations = 0
  let downAt = Number.POSITIVE_INFINITY
  let down = false
  let life = 0
  let locked = false
  let choose: ((operation: DiskOperation, path: string) => string | undefined) | undefined

  for (const [path, bytes] of initial ?? []) {
    const inode = { seen: Buffer.from(bytes), synced: Buffer.from(bytes), pending: [] }
    names.set(path, inode)
    syncedNames.set(path, inode)
  }

  const fileSystem = (): FileSystem => {
    const mine = life
    const alive = (): void => {
      if (down || mine !== life) throw new Error('The power is off.')
    }
    /** Counts the operation, gives other tasks a turn, and fails it when that was asked for. */
    const begin = async (operation: DiskOperation, path: string, half?: () => void): Promise<void> => {
      await Promise.resolve()
      alive()
      operations++
      if (operations >= downAt) {
        half?.()
        down = true
        alive()
      }
      const code = choose?.(operation, path)
      if (code === undefined) return
      half?.()
      throw Object.assign(new Error(`${code}: ${operation} ${path}`), { code })
    }
    const find = (path: string): Inode => {
      const inode = names.get(path)
      if (inode === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
      return inode
    }
    const change = (folder: string, run: NameChange['run']): void => {
      run(names)
      changes.push({ folder, run })
    }

    const openInode = (inode: Inode, path: string): OpenFile => ({
      async read(position, length) {
        await begin('read', path)
        return Buffer.from(inode.seen.subarray(position, position + length))
      },
      async write(bytes, position) {
        const put = (part: Uint8Array): void => {
          const pending: Pending = { kind: 'write', bytes: Buffer.from(part), position }
          inode.seen = applyPending(inode.seen, pending)
          inode.pending.push(pending)
        }
        await begin('write', path, () => put(bytes.subarray(0, bytes.length >> 1)))
        put(bytes)
      },
      async datasync() {
        // The kernel drops what it could not write and calls the pages clean: a second sync reports success.
        await begin('datasync', path, () => {
          if (operations < downAt) inode.pending = []
        })
        inode.synced = inode.pending.reduce(applyPending, inode.synced)
        inode.pending = []
      },
      async truncate(size) {
        await begin('truncate', path)
        inode.seen = applyPending(inode.seen, { kind: 'truncate', size })
        inode.pending.push({ kind: 'truncate', size })
      },
      async size() {
        alive()
        return inode.seen.length
      },
      async close() {
        alive()
      },
    })

    return {
      async open(path, mode) {
        await begin('open', path)
        if (mode !== 'create') return openInode(find(path), path)
        const inode = names.get(path) ?? { seen: Buffer.alloc(0), synced: Buffer.alloc(0), pending: [] }
        inode.seen = Buffer.alloc(0)
        inode.pending.push({ kind: 'truncate', size: 0 })
        if (!names.has(path)) change(parent(path), (all) => void all.set(path, inode))
        return openInode(inode, path)
      },
      async readFile(path) {
        await begin('read', path)
        return Buffer.from(find(path).seen)
      },
      async list(folder) {
        alive()
        return [...names.keys()]
          .filter((path) => parent(path) === folder)
          .map((path) => path.slice(folder.length + 1))
      },
      async makeFolder() {
        alive()
      },
      async rename(from, to) {
        await begin('rename', from)
        const inode = find(from)
        change(parent(to), (all) => {
          all.delete(from)
          all.set(to, inode)
        })
      },
      async remove(path) {
        await begin('remove', path)
        find(path)
        change(parent(path), (all) => void all.delete(path))
      },
      async syncFolder(folder) {
        await begin('sync-folder', folder)
        for (const { run } of changes.filter((pending) => pending.folder === folder)) run(syncedNames)
        changes = changes.filter((pending) => pending.folder !== folder)
      },
      async lockFolder(folder) {
        alive()
        if (locked)
          throw new StorageError('folder-in-use', `Another process is using ${folder}. Stop it first.`)
        locked = true
        return {
          async release() {
            if (mine === life) locked = false
          },
        }
      },
    }
  }

  return {
    fileSystem,
    loseOperation(more) {
      downAt = operations + more
    },
    restart(seed) {
      const random = createRandom(seed)
      for (const { run } of changes) if (random.chance(0.5)) run(syncedNames)
      names = new Map(syncedNames)
      changes = []
      for (const inode of new Set(names.values())) {
        for (const pending of inode.pending) {
          if (pending.kind === 'write') inode.synced = kept(inode.synced, pending, random)
          else if (random.chance(0.5)) inode.synced = applyPending(inode.synced, pending)
        }
        inode.pending = []
        inode.seen = inode.synced
      }
      syncedNames = new Map(names)
      life++
      locked = false
      down = false
      downAt = Number.POSITIVE_INFINITY
    },
    isDown: () => down,
    operations: () => operations,
    fail(chooser) {
      choose = chooser
    },
    paths: () => [...names.keys()].sort(),
    file: (path) => names.get(path)?.seen ?? Buffer.alloc(0),
    flip(path, bit) {
      const inode = names.get(path)
      if (inode === undefined) throw new Error(`There is no file ${path} to flip a bit in.`)
      const bytes = Buffer.from(inode.seen)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      inode.seen = bytes
      inode.synced = bytes
    },
    copy: () => createSimulatedDisk(new Map([...names].map(([path, inode]) => [path, inode.seen]))),
  }
}
