/**
 * The list of pads: search, create, delete with a way back, older pads, and a refresh while somebody looks. It
 * starts from the list the page brought and takes the server's rows over in place.
 */
import type { PadList, PadSummary } from '../../protocol/api.ts'
import { FOREIGN_ORIGIN } from '../../protocol/page-token.ts'
import type { Words } from '../../protocol/words/en.ts'
import type { Browser } from './browser.ts'
import { element, setText } from './element.ts'
import { createPadRows } from './pad-rows.ts'
import { createPadsApi, PadsApiError } from './pads-api.ts'
import { createToast } from './toast.ts'

const REFRESH_MS = 10_000
const TYPING_PAUSE_MS = 200
/** The server answers no more rows at once than this. */
const MAX_ROWS = 200

export interface ListPageOptions {
  readonly base: string
  readonly list: PadList
  readonly words: Words
  readonly app: HTMLElement
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** What a refusal means for whoever asked, where the server has a word for it. */
const whyNot = (failure: unknown, { status }: Words): string | undefined => {
  const code = failure instanceof PadsApiError ? failure.code : ''
  return code === FOREIGN_ORIGIN ? status.foreignOrigin : status.limits[code]
}

export const createListPage = ({ base, list, words, app }: ListPageOptions, deps: Browser): void => {
  const api = createPadsApi({ base }, deps)
  const toast = createToast(words, deps)
  const pageSize = Math.max(50, list.pads.length)
  let pads: readonly PadSummary[] = list.pads
  let next = list.next
  let search = ''
  /** Numbers the questions: an answer to an older one is not shown over a newer. */
  let asked = 0
  let timer: number | undefined
  const removed = new Set<string>()
  const removing = new Set<string>()

  const field = element('input', {
    type: 'search',
    class: 'field',
    'aria-label': words.list.searchLabel,
    placeholder: words.list.search,
    autocomplete: 'off',
  })
  const create = element('button', { type: 'button', class: 'button', 'data-main': true }, words.list.create)
  const rows = createPadRows({ words, base, onRemove: (pad) => void remove(pad) })
  const empty = element('p', { class: 'empty', hidden: true })
  const more = element('button', { type: 'button', class: 'button older', hidden: true }, words.list.more)
  const found = element('p', { class: 'unseen', role: 'status' })
  const stale = element('p', { class: 'stale', role: 'status' })

  const show = (): void => {
    const needle = fold(search.trim())
    const shown = pads.filter((pad) => !removed.has(pad.id) && fold(pad.title).includes(needle))
    rows.show(shown, deps.now())
    empty.hidden = shown.length > 0
    setText(empty, needle === '' ? words.list.empty : words.list.noMatch(search.trim()))
    more.hidden = next === null
    if (needle !== '') setText(found, words.list.found(shown.length))
  }

  const load = async (cursor?: string): Promise<void> => {
    asked += 1
    const own = asked
    const limit = cursor === undefined ? Math.min(Math.max(pageSize, pads.length), MAX_ROWS) : pageSize
    try {
      const answer = await api.list({
        limit,
        search: search.trim(),
        ...(cursor === undefined ? {} : { cursor }),
      })
      if (own !== asked) return
      const before =
        cursor === undefined ? [] : pads.filter((pad) => !answer.pads.some(({ id }) => id === pad.id))
      // What lies behind the last row the server answers at once stays as it was.
      const behind = cursor === undefined && answer.next !== null ? pads.slice(answer.pads.length) : []
      const fresh = new Set(answer.pads.map(({ id }) => id))
      const kept = behind.filter(({ id }) => !fresh.has(id))
      pads = [...before, ...answer.pads, ...kept]
      if (kept.length === 0) next = answer.next
      setText(stale, '')
      show()
    } catch {
      if (own === asked) setText(stale, words.list.stale)
    }
  }

  const schedule = (ms: number): void => {
    if (timer !== undefined) deps.clearTimeout(timer)
    timer = deps.setTimeout(async () => {
      if (document.visibilityState === 'visible') await load()
      schedule(REFRESH_MS)
    }, ms)
  }

  const remove = async (pad: PadSummary): Promise<void> => {
    const title = pad.title === '' ? words.list.untitled : pad.title
    if (removing.has(pad.id)) return
    removing.add(pad.id)
    try {
      await api.remove(pad.id)
      // Not before the server said so: a row that is gone is a pad that is gone.
      removed.add(pad.id)
      show()
      toast.show(words.list.removed(title), { label: words.list.undo, run: () => void restore(pad, title) })
    } catch {
      toast.show(words.list.removeFailed)
    }
    removing.delete(pad.id)
  }

  const restore = async (pad: PadSummary, title: string): Promise<void> => {
    try {
      await api.restore(pad.id)
      removed.delete(pad.id)
      toast.show(words.list.restored(title))
      await load()
    } catch {
      toast.show(words.list.restoreFailed)
    }
  }

  field.addEventListener('input', () => {
    search = field.value
    show()
    schedule(TYPING_PAUSE_MS)
  })
  create.addEventListener('click', async () => {
    create.disabled = true
    setText(create, words.list.creating)
    try {
      window.location.assign(`${base}p/${(await api.create()).id}`)
    } catch (failure) {
      create.disabled = false
      setText(create, words.list.create)
      toast.show(whyNot(failure, words) ?? words.list.createFailed)
    }
  })
  more.addEventListener('click', () => next !== null && void load(next))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && schedule(0))
  // A page from the back/forward cache shows what was true when it was left.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    create.disabled = false
    setText(create, words.list.create)
    schedule(0)
  })

  show()
  app.replaceChildren(
    element(
      'main',
      { class: 'sheet' },
      element('h1', {}, words.list.heading),
      element('div', { class: 'list-tools' }, field, create),
      stale,
      found,
      rows.element,
      empty,
      more,
    ),
  )
  schedule(REFRESH_MS)
}
