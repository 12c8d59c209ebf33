/**
 * How other people's cursors and selections look, and which awareness states may be drawn at all. A state
 * comes from anyone, so its shape is checked before y-prosemirror reads positions from it, which throws on
 * what it does not expect. Colours travel as a custom property set through CSSOM: a `style` attribute would be
 * refused by the Content-Security-Policy.
 */
import { CONTENT_ROOT } from '../../protocol/pad-id.ts'
import { colourOf, type Person, personOf } from '../session/person.ts'

/** A label is shown this long after its cursor moved; after that on hover only. */
const LABEL_MS = 2500

interface AwarenessChanges {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

export interface CursorsOptions {
  readonly awareness: {
    getStates(): Map<number, unknown>
    on(event: 'change', listener: (changes: AwarenessChanges) => void): void
    off(event: 'change', listener: (changes: AwarenessChanges) => void): void
  }
  readonly fallbackName: string
}

export interface CursorsDeps {
  setTimeout(run: () => void, ms: number): number
  clearTimeout(timer: number): void
}

interface Drawn {
  readonly caret: HTMLElement
  /** The last cursor this client sent, as text: awareness also changes when somebody is merely renamed. */
  position: string
  timer: number | undefined
}

const isNothing = (value: unknown): boolean => value === undefined || value === null

const isNumber = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

const isId = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const { client, clock } = value as { client?: unknown; clock?: unknown }
  return isNumber(client) && isNumber(clock)
}

/**
 * A relative position as Yjs writes it to JSON. Anything else would make Yjs throw while it is looked up, in the
 * middle of showing somebody's text; a root type of another name would come into being by being asked for.
 */
const isPosition = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const { type, tname, item, assoc } = value as Record<'type' | 'tname' | 'item' | 'assoc', unknown>
  if (!isNothing(type) && !isId(type)) return false
  if (!isNothing(item) && !isId(item)) return false
  if (!isNothing(tname) && tname !== CONTENT_ROOT) return false
  if (isNothing(type) && isNothing(item) && isNothing(tname)) return false
  return isNothing(assoc) || Number.isSafeInteger(assoc)
}

/** Whether a remote state carries a cursor that can be drawn. */
export const hasCursor = (state: unknown): boolean => {
  if (typeof state !== 'object' || state === null) return false
  const { cursor, user } = state as { cursor?: { anchor?: unknown; head?: unknown } | null; user?: unknown }
  if (typeof cursor !== 'object' || cursor === null) return false
  // y-prosemirror writes defaults into `user`, which must therefore be an object.
  if (user !== undefined && (typeof user !== 'object' || user === null)) return false
  return isPosition(cursor.anchor) && isPosition(cursor.head)
}

export const createCursors = (options: CursorsOptions, deps: CursorsDeps) => {
  const drawn = new Map<number, Drawn>()

  const positionOf = (clientId: number): string => {
    const state = options.awareness.getStates().get(clientId) as { cursor?: unknown } | undefined
    return JSON.stringify(state?.cursor ?? null)
  }

  const show = (entry: Drawn): void => {
    entry.caret.classList.add('moved')
    if (entry.timer !== undefined) deps.clearTimeout(entry.timer)
    entry.timer = deps.setTimeout(() => {
      entry.timer = undefined
      entry.caret.classList.remove('moved')
    }, LABEL_MS)
  }

  const paint = (entry: Drawn, person: Person): void => {
    entry.caret.style.setProperty('--person', person.color)
    entry.caret.dataset.name = person.name
  }

  const forget = (clientId: number): void => {
    const entry = drawn.get(clientId)
    if (entry?.timer !== undefined) deps.clearTimeout(entry.timer)
    drawn.delete(clientId)
  }

  const changed = ({ updated, removed }: AwarenessChanges): void => {
    for (const clientId of removed) forget(clientId)
    for (const clientId of updated) {
      const entry = drawn.get(clientId)
      if (!entry) continue
      paint(entry, personOf(options.awareness.getStates().get(clientId), clientId, options.fallbackName))
      const position = positionOf(clientId)
      if (position === entry.position) continue
      entry.position = position
      show(entry)
    }
  }
  options.awareness.on('change', changed)

  return {
    awarenessStateFilter: (own: number, clientId: number, state: unknown): boolean =>
      own !== clientId && hasCursor(state),

    cursorBuilder: (user: unknown, clientId: number): HTMLElement => {
      forget(clientId)
      const caret = document.createElement('span')
      caret.className = 'caret'
      // Not part of the text: a screen reader should not read a name in the middle of a sentence.
      caret.setAttribute('aria-hidden', 'true')
      // It holds no text, and the style sheet draws the name: browsers put a click beside it into a text that
      // stands in here, and letters typed there are lost.
      const entry: Drawn = { caret, position: positionOf(clientId), timer: undefined }
      drawn.set(clientId, entry)
      paint(entry, personOf({ user }, clientId, options.fallbackName))
      show(entry)
      return caret
    },

    selectionBuilder: (user: unknown, clientId: number) => ({
      class: 'remote-selection',
      style: `--person: ${colourOf(user, clientId)}`,
    }),

    close: (): void => {
      options.awareness.off('change', changed)
      for (const clientId of [...drawn.keys()]) forget(clientId)
    },
  }
}
