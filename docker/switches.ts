/**
 * The files through which the landing page and the doors speak, on a volume that both have: what is wanted of a
 * door, and what it is. Each file has one writer and is replaced whole, so that nobody reads half of one. No program
 * reaches into another's container. Refuses to know proxies.
 */
import { watch } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Written by the landing page. */
export interface Wanted {
  /** Id of a fault of the catalogue; absent means good. */
  readonly fault?: string
}

/** Written by the door. */
export interface Stands {
  /** The fault whose configuration holds now; absent means good. */
  readonly fault?: string
  /** What was wanted and not taken, and what the proxy's own check said of it. */
  readonly refused?: { readonly fault?: string; readonly says: string }
}

export interface Switches {
  want(door: string, wanted: Wanted): Promise<void>
  wanted(door: string): Promise<Wanted | undefined>
  tell(door: string, stands: Stands): Promise<void>
  stands(door: string): Promise<Stands | undefined>
  /** Calls whenever a file of either kind was replaced; with the kind and the door. Returns how to stop it. */
  watch(call: (kind: Kind, door: string) => void): () => void
}

export type Kind = 'wanted' | 'stands'

const FILE = /^([a-z-]+)\.(wanted|stands)\.json$/

export async function openSwitches(folder: string): Promise<Switches> {
  await mkdir(folder, { recursive: true })
  const at = (door: string, kind: Kind) => join(folder, `${door}.${kind}.json`)
  const read = async (door: string, kind: Kind): Promise<Record<string, unknown> | undefined> => {
    const text = await readFile(at(door, kind), 'utf8').catch(() => undefined)
    if (text === undefined) return undefined
    try {
      const value: unknown = JSON.parse(text)
      return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
    } catch {
      // Somebody else's work: a file nobody here wrote says nothing.
      return undefined
    }
  }
  const write = async (door: string, kind: Kind, value: object) => {
    const whole = `${at(door, kind)}.new`
    await writeFile(whole, `${JSON.stringify(value)}\n`)
    await rename(whole, at(door, kind))
  }
  return {
    want: (door, wanted) => write(door, 'wanted', wanted),
    wanted: (door) => read(door, 'wanted') as Promise<Wanted | undefined>,
    tell: (door, stands) => write(door, 'stands', stands),
    stands: (door) => read(door, 'stands') as Promise<Stands | undefined>,
    watch: (call) => {
      const watching = watch(folder, (_event, file) => {
        const [, door, kind] = FILE.exec(String(file)) ?? []
        if (door !== undefined && kind !== undefined) call(kind as Kind, door)
      })
      return () => watching.close()
    },
  }
}
