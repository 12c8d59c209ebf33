/**
 * A pad id: 1–128 characters of A-Z a-z 0-9 _ -. Checked before an id reaches a room or a disk, so it can
 * stand in a URL path, a file name and a log line without escaping.
 */
const PAD_ID = /^[A-Za-z0-9_-]{1,128}$/

export const isPadId = (text: string): boolean => PAD_ID.test(text)

const PAGE_KEY = /^[A-Za-z0-9_-]{16,64}$/

/** The random text by which one page's connections know each other (query `page`); anything else counts as none. */
export const readPageKey = (text: string | null | undefined): string | undefined =>
  text && PAGE_KEY.test(text) ? text : undefined

/** The names of the two root types of a pad's document; part of the outside contract. */
export const CONTENT_ROOT = 'prosemirror'
export const TITLE_ROOT = 'title'
