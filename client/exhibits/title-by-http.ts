/** The title of a pad by the plain pads API: the channel that goes on working when no WebSocket passes. */
import type { PadSummary } from '../../protocol/api.ts'
import type { ExhibitPage } from '../../protocol/exhibits.ts'

export const showTitle = async (
  field: HTMLInputElement,
  { base, padId }: ExhibitPage,
  deps: { readonly fetch: typeof fetch },
): Promise<void> => {
  const url = `${base}api/pads/${padId}`
  field.addEventListener('change', () => {
    void deps.fetch(url, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: field.value }),
    })
  })
  const answer = await deps.fetch(url)
  // A pad nobody made yet has no title to show.
  if (answer.ok) field.value = ((await answer.json()) as PadSummary).title
}
