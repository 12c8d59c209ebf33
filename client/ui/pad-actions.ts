/** The few things asked of the server for a whole pad; each says whether it worked, and nothing more. */
import type { Problem } from '../../protocol/api.ts'
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
  /** `ok`, the code of a problem, or `no-answer`. */
  const ask = async (url: string, method: string): Promise<string> => {
    try {
      const response = await deps.fetch(url, { method })
      if (response.ok) return 'ok'
      const problem = (await response.json()) as Partial<Problem>
      return problem.code ?? 'no-answer'
    } catch {
      return 'no-answer'
    }
  }
  return {
    // Where somebody else was faster it comes to the same.
    remove: async () => ['ok', 'pad-deleted'].includes(await ask(options.padUrl, 'DELETE')),
    restore: async () => {
      const code = await ask(`${options.padUrl}/restore`, 'POST')
      if (code === 'ok' || code === 'pad-not-deleted') return undefined
      return code === 'restore-expired' ? options.words.deleted.expired : options.words.deleted.restoreFailed
    },
  }
}
