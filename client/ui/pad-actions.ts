/** The few things asked of the server for a whole pad; each says whether it worked, and nothing more. */
import type { Words } from '../../protocol/words/en.ts'

export interface PadActions {
  remove(): Promise<boolean>
  /** undefined when the pad is back; else what to tell. */
  restore(): Promise<string | undefined>
}

export const createPadActions = (
  options: { readonly padUrl: string; readonly words: Words },
  deps: { readonly fetch: typeof fetch },
): PadActions => {
  const status = async (url: string, method: string): Promise<number> => {
    try {
      return (await deps.fetch(url, { method })).status
    } catch {
      return 0
    }
  }
  const ok = (code: number): boolean => code >= 200 && code < 300
  return {
    // 410: somebody else was faster, which comes to the same.
    remove: async () => {
      const code = await status(options.padUrl, 'DELETE')
      return ok(code) || code === 410
    },
    restore: async () => {
      const code = await status(`${options.padUrl}/restore`, 'POST')
      if (ok(code)) return undefined
      return code === 410 ? options.words.deleted.expired : options.words.deleted.restoreFailed
    },
  }
}
