/**
 * Tells the style sheet how much of the page a phone's keyboard covers, as the custom property `--keyboard`.
 * Chromium resizes the page instead (`interactive-widget=resizes-content`); Safari only shrinks the visual
 * viewport, and what is fixed to the foot of the page would lie behind the keyboard.
 */
export const followKeyboard = (page: Window): void => {
  const viewport = page.visualViewport
  if (!viewport) return
  const root = page.document.documentElement
  const update = (): void => {
    // Pinch-zoom shrinks the visual viewport as well, and is no keyboard.
    const covered = viewport.scale > 1.01 ? 0 : page.innerHeight - viewport.height - viewport.offsetTop
    root.style.setProperty('--keyboard', `${Math.max(0, Math.round(covered))}px`)
  }
  viewport.addEventListener('resize', update)
  viewport.addEventListener('scroll', update)
}
