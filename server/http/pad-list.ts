/**
 * The order of the list of pads and the cursor through it: newest change first. The cursor names the last row
 * shown, not a position, so every pad that stays unchanged while someone pages through appears exactly once.
 */
import type { PadRecord } from '../storage/storage.ts'
import { ProblemError } from './problems.ts'

export interface ListQuery {
  readonly limit: number
  readonly cursor: string | undefined
  /** Part of a title, in any case; empty for all. */
  readonly search: string
}

export interface ListResult {
  readonly records: readonly PadRecord[]
  readonly next: string | null
}

type Position = Pick<PadRecord, 'updatedAt' | 'id'>

export function selectPads(records: Iterable<PadRecord>, query: ListQuery): ListResult {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor)
  const search = fold(query.search.trim())
  // One more than asked for tells whether there is a next page. Only that many are ever kept in order.
  const room = query.limit + 1
  const page: PadRecord[] = []
  for (const record of records) {
    if (record.deletedAt !== undefined) continue
    if (after !== undefined && compare(record, after) <= 0) continue
    const last = page.at(-1)
    if (page.length === room && last !== undefined && compare(record, last) >= 0) continue
    if (search !== '' && !fold(record.title).includes(search)) continue
    page.splice(placeOf(page, record), 0, record)
    if (page.length > room) page.pop()
  }
  const shown = page.slice(0, query.limit)
  const last = shown.at(-1)
  return { records: shown, next: page.length > query.limit && last !== undefined ? encodeCursor(last) : null }
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Negative when `a` stands before `b`; ids break ties so that the order is total. */
const compare = (a: Position, b: Position): number =>
  b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

function placeOf(page: readonly PadRecord[], record: PadRecord): number {
  let low = 0
  let high = page.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = page[middle]
    if (other !== undefined && compare(other, record) < 0) low = middle + 1
    else high = middle
  }
  return low
}

const encodeCursor = (at: Position): string => Buffer.from(`${at.updatedAt} ${at.id}`).toString('base64url')

function decodeCursor(cursor: string): Position {
  const parts = /^(\d{1,16}) ([A-Za-z0-9_-]{1,128})$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  )
  const [, updatedAt, id] = parts ?? []
  if (updatedAt === undefined || id === undefined) {
    throw new ProblemError(
      'cursor-invalid',
      'The cursor is not one this server gave. Start again without a cursor.',
    )
  }
  return { updatedAt: Number(updatedAt), id }
}
