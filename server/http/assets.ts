/**
 * The built browser app as the pages need it: which hashed files belong to which entry. Read once at the start,
 * because a page that names files of another build is a page without a script.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface EntryAssets {
  /** Paths below the deployment's base, e.g. `assets/pad-3f2a.js`. */
  readonly script: string
  readonly styles: readonly string[]
  /** Modules the script imports, to be fetched at once instead of one after the other. */
  readonly modules: readonly string[]
}

export interface Assets {
  /** Folder that holds `assets/`. */
  readonly folder: string
  readonly pad: EntryAssets
  readonly list: EntryAssets
  readonly deleted: EntryAssets
  readonly status: EntryAssets
  readonly diagnose: EntryAssets
  /** Source of the worker for offline pages; undefined in a build without one. */
  readonly worker: string | undefined
}

interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

export function readAssets(folder: string): Assets {
  const entry = readManifest(join(folder, 'manifest.json'))
  const workerPath = join(folder, 'service-worker.js')
  return {
    folder,
    pad: entry('client/pad.ts'),
    list: entry('client/list.ts'),
    deleted: entry('client/deleted.ts'),
    status: entry('client/status.ts'),
    diagnose: entry('client/diagnose.ts'),
    worker: existsSync(workerPath) ? readFileSync(workerPath, 'utf8') : undefined,
  }
}

/** What belongs to an entry of one build, by the path of its source. Throws, and says how to build, without one. */
export function readManifest(path: string): (name: string) => EntryAssets {
  let manifest: Manifest
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Error(`The browser app is not built: ${path} cannot be read. Run: npm run build`, { cause })
  }
  return (name) => entryOf(manifest, name, path)
}

function entryOf(manifest: Manifest, name: string, path: string): EntryAssets {
  const chunk = manifest[name]
  if (chunk === undefined) {
    throw new Error(`The browser app is of another version: ${path} has no ${name}. Run: npm run build`)
  }
  const chunks = new Set<Chunk>()
  const follow = (next: Chunk): void => {
    if (chunks.has(next)) return
    // Imported styles come first, as the cascade expects.
    for (const imported of next.imports ?? []) {
      const found = manifest[imported]
      if (found !== undefined) follow(found)
    }
    chunks.add(next)
  }
  follow(chunk)
  return {
    script: chunk.file,
    styles: [...new Set([...chunks].flatMap((each) => each.css ?? []))],
    modules: [...chunks].filter((each) => each !== chunk).map((each) => each.file),
  }
}
