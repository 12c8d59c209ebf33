/**
 * What a page tells the connection: its network came or went, it was hidden or shown, it is left, or it comes back
 * from the back/forward cache. Browsers keep no page there that has a socket or a request open, so both are closed
 * when it is left.
 */
import type { Connection } from './connection.ts'

/** As much of a `Window` as that takes. */
export type PageEvents = Pick<Window, 'addEventListener' | 'removeEventListener'> & {
  readonly document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>
}

/** Connects them; the answer undoes it. */
export function followPage(
  socket: Pick<Connection, 'woken' | 'offline' | 'setHidden' | 'suspend'>,
  page: PageEvents,
): () => void {
  const shown = () => {
    const hidden = page.document.visibilityState === 'hidden'
    socket.setHidden(hidden)
    if (!hidden) socket.woken()
  }
  const woken = () => socket.woken()
  const offline = () => socket.offline()
  const left = () => socket.suspend()
  page.addEventListener('online', woken)
  page.addEventListener('pageshow', woken)
  page.addEventListener('pagehide', left)
  page.addEventListener('offline', offline)
  page.document.addEventListener('visibilitychange', shown)
  socket.setHidden(page.document.visibilityState === 'hidden')
  return () => {
    page.removeEventListener('online', woken)
    page.removeEventListener('pageshow', woken)
    page.removeEventListener('pagehide', left)
    page.removeEventListener('offline', offline)
    page.document.removeEventListener('visibilitychange', shown)
  }
}
