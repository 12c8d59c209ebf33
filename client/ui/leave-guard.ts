/**
 * Asks before the page is left, but only while something would be lost: a page with this listener is kept out
 * of the browser's back/forward cache, so it is attached for exactly that time.
 */
export const createLeaveGuard = (target: Pick<Window, 'addEventListener' | 'removeEventListener'>) => {
  let on = false
  const guard = (event: BeforeUnloadEvent): void => event.preventDefault()
  const set = (unsaved: boolean): void => {
    if (unsaved === on) return
    on = unsaved
    if (on) target.addEventListener('beforeunload', guard)
    else target.removeEventListener('beforeunload', guard)
  }
  return { set, close: () => set(false) }
}
