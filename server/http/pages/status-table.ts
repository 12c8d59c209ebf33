/** A table whose rows are headed by their first cell, as people who do not see it need it (HTML §4.9.10). */
import { html, type Markup } from './html.ts'

type Cell = string | number | Markup | readonly Markup[]

export const table = (heads: readonly string[], rows: readonly (readonly Cell[])[]): Markup =>
  html`<table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first = '', ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  )}</tbody>
</table>`
