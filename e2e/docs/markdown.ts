/** The few forms of Markdown that generated pages use. */
export const cell = (text: string): string => text.replaceAll('|', '\\|')
export const code = (text: string): string => (text === '' ? '' : `\`${text}\``)

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
