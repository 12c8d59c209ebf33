/**
 * EXHIBIT: the fallback by plain HTTP that was meant to help. It reads the stored text, merges it, and sends
 * everything back. For a pad nobody's text was stored of, the server answers zero bytes; Yjs takes those for a
 * broken update, throws, and the line that would have sent the text is never reached. It is left as it was built:
 * nothing here throws, nothing catches, and where there is a stored text it does what it was meant to do.
 */
import { applyUpdate, type Doc, encodeStateAsUpdate } from 'yjs'

export interface FallbackOptions {
  readonly doc: Doc
  readonly url: string
  onAsked(bytes: number): void
  onRefused(status: number): void
  onStored(): void
}

export interface FallbackDeps {
  readonly fetch: typeof fetch
}

export const createFallback = (options: FallbackOptions, deps: FallbackDeps) => {
  const { doc, url } = options
  return async (): Promise<void> => {
    const answer = await deps.fetch(url)
    if (!answer.ok) return options.onRefused(answer.status)
    const stored = new Uint8Array(await answer.arrayBuffer())
    options.onAsked(stored.byteLength)
    applyUpdate(doc, stored)
    const sent = await deps.fetch(url, {
      method: 'PATCH',
      headers: { 'content-type': 'application/octet-stream' },
      body: encodeStateAsUpdate(doc).slice(),
    })
    if (!sent.ok) return options.onRefused(sent.status)
    options.onStored()
  }
}
