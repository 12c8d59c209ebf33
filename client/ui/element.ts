/**
 * Makes DOM elements in one expression. Text always becomes a text node, never markup, and nothing here sets
 * a `style` attribute, which the Content-Security-Policy would refuse.
 */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>
export type Child = Node | string | undefined

/** `true` sets an empty attribute; `false` and undefined set none. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** Sets the text only when it differs, so that live regions and selections are left alone. */
export const setText = (target: Element, text: string): void => {
  if (target.textContent !== text) target.textContent = text
}
