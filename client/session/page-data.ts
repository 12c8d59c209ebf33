/**
 * What the page brought along: facts as JSON and, when small, the document's bytes. Read from data blocks that
 * the server wrote; anything else about the page is not looked at.
 */
import {
  type DeletedPage,
  type DiagnosePage,
  type ListPage,
  type OfflinePage,
  PAGE_ELEMENT_ID,
  type PadPage,
  STATE_ELEMENT_ID,
} from '../../protocol/api.ts'

type Lookup = Pick<Document, 'getElementById'>

/** undefined on a page that belongs to neither app, such as an error page. */
const readPage = (place: Lookup): unknown => {
  const text = place.getElementById(PAGE_ELEMENT_ID)?.textContent
  return text ? JSON.parse(text) : undefined
}

export const readPadPage = (place: Lookup): PadPage | OfflinePage | undefined =>
  readPage(place) as PadPage | OfflinePage | undefined

export const readListPage = (place: Lookup): ListPage | undefined => readPage(place) as ListPage | undefined

export const readDeletedPage = (place: Lookup): DeletedPage | undefined =>
  readPage(place) as DeletedPage | undefined

export const readDiagnosePage = (place: Lookup): DiagnosePage | undefined =>
  readPage(place) as DiagnosePage | undefined

/** The Yjs update inside the page; undefined when the page names an address instead. */
export const readInlineState = (place: Lookup): Uint8Array | undefined => {
  const text = place.getElementById(STATE_ELEMENT_ID)?.textContent?.trim()
  if (text === undefined) return undefined
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
