/**
 * The pads behind the links of the landing page: one for each door and client, made on the pad server when first
 * asked for and remembered over a restart, so that both windows of a pair are in the same one.
 */
import { readFile, rename, writeFile } from 'node:fs/promises'

export type Client = 'exhibit' | 'real'

export const isClient = (name: string): name is Client => name === 'exhibit' || name === 'real'

export const pathOf = (client: Client, padId: string): string =>
  client === 'exhibit' ? `/exhibits/socket-only/${padId}` : `/p/${padId}`

export interface Pads {
  /** Id of the pad with this title; throws when the pad server does not answer. */
  of(key: string, title: string): Promise<string>
}

/** `app` is the pad server's address without a slash at the end; `file` keeps the ids. */
export function openPads(app: string, file: string, fetch: typeof globalThis.fetch): Pads {
  const known = new Map<string, string>()
  const exists = async (id: string) => {
    const response = await fetch(`${app}/api/pads/${id}`)
    await response.arrayBuffer()
    return response.ok
  }
  const find = async (key: string, title: string): Promise<string> => {
    if (known.size === 0) {
      const kept = await readFile(file, 'utf8').catch(() => '{}')
      for (const [name, id] of Object.entries(JSON.parse(kept) as Record<string, string>)) known.set(name, id)
    }
    const id = known.get(key)
    if (id !== undefined && (await exists(id))) return id
    const response = await fetch(`${app}/api/pads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title }),
    })
    if (!response.ok) throw new Error(`the pad server answered ${response.status} to a new pad`)
    const made = (await response.json()) as { id: string }
    known.set(key, made.id)
    await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(known)))
    await rename(`${file}.new`, file)
    return made.id
  }
  // One after the other: two windows opened at once are in one pad.
  let last: Promise<unknown> = Promise.resolve()
  return {
    of: (key, title) => {
      const next = last.catch(() => undefined).then(() => find(key, title))
      last = next
      return next
    },
  }
}
