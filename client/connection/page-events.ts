/**
 * What a page tells the connection: its network came or went, it was hidden or shown, or it comes back from the
 * back/forward cache, where its sockets were closed without a word.
 */
import type { Connection } from './connection.ts'

/** As much of a `Window` as that takes. */
export type PageEvents = Pick<Window, 'addEventListener' | 'removeEventListener'> & {
  readonly document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>
}

/** Connects them; the answer undoes it. */
export function followPage(
  socket: Pick<Connection, 'woken' | 'offline' | 'setHidden'>,
  page: PageEvents,
): () => void {
  const shown = () => {
    const hidden = page.document.visibilityState === 'hidden'
    socket.setHidden(hidden)
    if (!hidden) socket.woken()
  }
  const woken = () => socket.woken()
  const offline = () => socket.offline()
  page.addEventListener('online', woken)
  page.addEventListener('pageshow', woken)
  page.addEventListener('offline', offline)
  page.document.addEventListener('visibilitychange', shown)
  socket.setHidden(page.document.visibilityState === 'hidden')
  return () => {
    page.removeEventListener('online', woken)
    page.removeEventListener('pageshow', woken)
    page.removeEventListener('offline', offline)
    page.document.removeEventListener('visibilitychange', shown)
  }
}
