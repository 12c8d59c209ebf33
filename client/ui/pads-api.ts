/** The list's questions to the server. An answer that is not as expected is an error with a code, never half a list. */
import type { PadList, PadSummary, Problem } from '../../protocol/api.ts'

export class PadsApiError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PadsApiError'
    this.code = code
  }
}

export interface PadsApiDeps {
  readonly fetch: typeof fetch
  randomBytes(count: number): Uint8Array
}

export const createPadsApi = (options: { readonly base: string }, deps: PadsApiDeps) => {
  const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
    let response: Response
    try {
      response = await deps.fetch(`${options.base}api/pads${path}`, init)
    } catch (cause) {
      throw new PadsApiError('no-answer', 'The server did not answer. Check the network and try again.', {
        cause,
      })
    }
    if (!response.ok) {
      const { code } = (await response.json().catch(() => ({}))) as Partial<Problem>
      const message = `The server answered ${response.status} instead of a list or a pad. Try again in a moment.`
      throw new PadsApiError(code ?? `http-${response.status}`, message)
    }
    return (await response.json()) as T
  }
  return {
    list: (query: {
      readonly limit: number
      readonly search: string
      readonly cursor?: string
    }): Promise<PadList> => {
      const parameters = new URLSearchParams({ limit: String(query.limit) })
      if (query.search !== '') parameters.set('q', query.search)
      if (query.cursor !== undefined) parameters.set('cursor', query.cursor)
      return ask(`?${parameters}`)
    },
    create: (): Promise<Pick<PadSummary, 'id'>> =>
      ask<PadSummary>('', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }).catch((failure) => {
        // A pad also comes into being with the first edit at an address of its own, without any POST.
        if (refusedOnTheWay(failure)) return { id: newId(deps.randomBytes(ID_BYTES)) }
        throw failure
      }),
    remove: (id: string): Promise<PadSummary> => ask(`/${id}`, { method: 'DELETE' }),
    restore: (id: string): Promise<PadSummary> => ask(`/${id}/restore`, { method: 'POST' }),
  }
}

/** As many as the server takes: nobody guesses the address of a pad. */
const ID_BYTES = 12

const newId = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')

/** By a proxy that lets only some methods pass: the server itself says why, with a code. */
const refusedOnTheWay = (failure: unknown): boolean =>
  failure instanceof PadsApiError && ['http-403', 'http-405', 'http-501'].includes(failure.code)

export type PadsApi = ReturnType<typeof createPadsApi>
