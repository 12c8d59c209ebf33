/**
 * One tab stop for a row of buttons; arrow keys, Home and End move within it (WAI-ARIA practices, toolbar).
 * It knows the elements only, not what they do.
 */
export const rove = (row: HTMLElement, items: readonly HTMLElement[]): void => {
  const become = (chosen: HTMLElement): void => {
    for (const item of items) item.tabIndex = item === chosen ? 0 : -1
  }
  const first = items[0]
  if (first) become(first)

  row.addEventListener('focusin', (event) => {
    const item = items.find((candidate) => candidate === event.target)
    if (item) become(item)
  })

  row.addEventListener('keydown', (event) => {
    const at = items.findIndex((item) => item.matches(':focus'))
    if (at < 0) return
    const step = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 }[event.key]
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : step
    if (to === undefined) return
    event.preventDefault()
    const target = items[(to + items.length) % items.length]
    target?.focus()
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}
