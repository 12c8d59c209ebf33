/**
 * Fetches a pad's state by plain HTTP until it comes. The page is readable or editable meanwhile; nothing here
 * shows anything.
 */
import { NO_WAY_IN } from '../../protocol/access.ts'
import { GENERATION_HEADER, type Problem } from '../../protocol/api.ts'

export interface FetchedState {
  readonly update: Uint8Array
  /** Empty while the pad has not come into being. */
  readonly generation: string
}

export interface ServerStateDeps {
  readonly fetch: typeof fetch
  wait(ms: number): Promise<void>
  random(): number
}

const FIRST_PAUSE_MS = 500
const LAST_PAUSE_MS = 10_000
/** undefined when the pad was deleted, or does not open for this browser: asking again would not change that. */
export const fetchState = async (url: string, deps: ServerStateDeps): Promise<FetchedState | undefined> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await deps.fetch(url, { cache: 'no-store' })
      if (response.ok) {
        const update = new Uint8Array(await response.arrayBuffer())
        return { update, generation: response.headers.get(GENERATION_HEADER) ?? '' }
      }
      if (response.status === 404) return { update: new Uint8Array(), generation: '' }
      if (response.status === 410) return undefined
      if (response.status === 403 && (await isClosed(response))) return undefined
    } catch {
      // No network at the moment: the next try may succeed.
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LAST_PAUSE_MS)
    await deps.wait(pause * (0.5 + deps.random() / 2))
  }
}

/** Proxies answer 403 too, and may not tomorrow. */
const isClosed = async (response: Response): Promise<boolean> => {
  const { code } = (await response.json()) as Partial<Problem>
  return code !== undefined && NO_WAY_IN.includes(code)
}
