/**
 * One open pad: the document with its first content, the provider that keeps it in step, who is here, and what
 * may be said about saving. It knows no DOM beyond the platform classes handed in, and no editor.
 */
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, type Text, type Transaction, type XmlFragment } from 'yjs'
import type { PadPage } from '../../protocol/api.ts'
import { CLOSE_CODES, mayRetry } from '../../protocol/close-codes.ts'
import { CONTENT_ROOT, TITLE_ROOT } from '../../protocol/pad-id.ts'
import type { SocketReport } from '../connection/connection.ts'
import { createResilientSocket, type Platform } from '../connection/resilient-socket.ts'
import { copiesDiffer } from './compare-copies.ts'
import { plainText } from './content.ts'
import { type Person, personOf } from './person.ts'
import { type SaveState, saveStatus, saveStep, untouched } from './save-status.ts'
import type { PadStatus } from './status.ts'

/** The transaction origin of content that came with the page; nobody typed it here. */
export const PAGE_ORIGIN = Symbol('content that came with the page')

const COMPARE_AGAIN_MS = 5_000

export interface PadSessionOptions {
  readonly page: PadPage
  /** One Yjs v1 update: what the page, or the address it named, brought. */
  readonly state: Uint8Array
  /** `ws:` or `wss:` address without the pad's id. */
  readonly serverUrl: string
  readonly stateUrl: string
  readonly fallbackName: string
  onStatus(status: PadStatus): void
  onPeople(self: Person, others: readonly Person[]): void
}

export interface PadSessionDeps {
  readonly platform: Platform
  readonly fetch: typeof fetch
  wait(ms: number): Promise<void>
  deviceOnline(): boolean
}

export interface PadSession {
  /** Goes live. Status and people are told from here on. */
  open(): void
  readonly text: XmlFragment
  readonly title: Text
  readonly awareness: Awareness
  /** Title and text as this page has them. */
  plainText(): string
  setPerson(person: Person): void
  setReadOnly(reason: PadStatus['readOnly']): void
  /** The pad was deleted, by whoever. */
  setDeleted(): void
  /** It was restored, same generation: goes live again with whatever was not saved yet. */
  setRestored(): void
  reconnectNow(): void
  /** Something outside changed, such as the device's network. */
  refresh(): void
  close(): void
}

export const createPadSession = (options: PadSessionOptions, deps: PadSessionDeps): PadSession => {
  const { page } = options
  const doc = new Doc()
  const title = doc.getText(TITLE_ROOT)
  const text = doc.getXmlFragment(CONTENT_ROOT)
  // Zero bytes are not an update; Yjs throws on them.
  if (options.state.byteLength > 0) applyUpdate(doc, options.state, PAGE_ORIGIN)

  let save: SaveState = untouched
  let report: SocketReport | undefined
  let generation = page.generation ?? undefined
  let wasLive = false
  /** Connections begun up to the one that was last in step. */
  let begun = 0
  let refused: PadStatus['refused']
  let deleted = false
  let differs = false
  let readOnly: PadStatus['readOnly'] = page.damage === null ? undefined : 'damaged'
  let closed = false
  let compared = 0
  let comparing = false
  let counting = false

  /** Whole seconds until the next attempt, while one is waited for; told anew each second. */
  const retryIn = (): number | undefined => {
    if (report?.machine.is !== 'waiting') return undefined
    if (!counting) {
      counting = true
      void deps.wait(1000).then(() => {
        counting = false
        tell()
      })
    }
    return Math.max(0, Math.ceil((report.machine.until - deps.platform.timers.now()) / 1000))
  }

  const tell = (): void => {
    if (closed) return
    options.onStatus({
      save: saveStatus(save),
      line: report?.state ?? 'closed',
      wasLive,
      transport: report?.transport,
      attempt: (report?.attempt ?? 0) - begun,
      retryIn: retryIn(),
      storageFails: report?.state === 'open' && report.storageFails,
      deviceOnline: deps.deviceOnline(),
      refused,
      deleted,
      differs,
      readOnly,
    })
  }

  // Registered before the provider registers its own: an edit must be known before the frame that carries it.
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Doc, transaction: Transaction) => {
    if (!transaction.local) return
    save = saveStep(save, { type: 'edited' })
    tell()
  })

  const compare = async (): Promise<void> => {
    if (comparing || !report || report.withoutEffect === compared || save.dirty) return
    comparing = true
    const { withoutEffect } = report
    const found = await copiesDiffer(doc, options.stateUrl, deps)
    comparing = false
    if (found === undefined) {
      // Nobody answered: the doubt stays until somebody does.
      await deps.wait(COMPARE_AGAIN_MS)
    } else {
      compared = withoutEffect
      differs = found
      if (!differs) save = saveStep(save, { type: 'agreed', withoutEffect })
    }
    tell()
    if (!closed) void compare()
  }

  const socket = createResilientSocket(
    {
      generation: () => generation,
      onReport: (now) => {
        report = now
        save = saveStep(save, { type: 'connection', report: now })
        // A pad without content gets its generation with its first edit; only then is there one to insist on.
        if (now.generation !== undefined && doc.store.clients.size > 0 && saveStatus(save) === 'saved') {
          generation ??= now.generation
        }
        tell()
        void compare()
      },
    },
    deps.platform,
  )

  const provider = new WebsocketProvider(options.serverUrl, page.padId, doc, {
    WebSocketPolyfill: socket.Socket,
    // The waiting happens inside the socket.
    maxBackoffTime: 0,
    disableBc: true,
    // Not before everybody who listens is there: see `open`.
    connect: false,
    shouldReconnect: ({ code }) => code === CLOSE_CODES.normal.code || mayRetry(code),
  })
  const { awareness } = provider

  provider.on('sync', (synced: boolean) => {
    if (!synced) return
    wasLive = true
    begun = report?.attempt ?? 0
    // Others dropped this state when the connection broke and take it again only with a newer clock
    // (y-websocket issue 122).
    const state = awareness.getLocalState()
    if (state !== null) awareness.setLocalState(state)
    tell()
  })
  provider.on('status', ({ status }: { status: string }) => {
    if (status !== 'disconnected') return
    // The provider just dropped the others' states but not their clocks: it would refuse the same states when
    // the server shows them again, and nobody would be here until each of them renews by itself.
    for (const id of [...awareness.meta.keys()]) {
      if (id !== doc.clientID && !awareness.getStates().has(id)) awareness.meta.delete(id)
    }
  })
  provider.on('closed', (event: { code: number; reason: string }) => {
    if (event.code === CLOSE_CODES.deleted.code) deleted = true
    else refused = event
    tell()
  })

  const people = (): void => {
    if (closed) return
    const entries = [...awareness.getStates()].sort(([a], [b]) => a - b)
    const others = entries
      // A peer without a name is a program that watches, not a person.
      .filter(([id, state]) => id !== doc.clientID && state.user !== undefined)
      .map(([id, state]) => personOf(state, id, options.fallbackName))
    options.onPeople(personOf(awareness.getLocalState(), doc.clientID, options.fallbackName), others)
  }
  awareness.on('change', people)

  return {
    open: () => {
      if (page.damage === null) provider.connect()
      tell()
      people()
    },
    text,
    title,
    awareness,
    plainText: () => plainText(doc),
    setPerson: (person) => {
      awareness.setLocalStateField('user', person)
      people()
    },
    setReadOnly: (reason) => {
      readOnly = page.damage === null ? reason : 'damaged'
      tell()
    },
    setDeleted: () => {
      deleted = true
      provider.disconnect()
      tell()
    },
    setRestored: () => {
      deleted = false
      provider.connect()
      tell()
    },
    reconnectNow: () => {
      if (refused === undefined && !deleted && page.damage === null) socket.reconnectNow()
    },
    refresh: tell,
    close: () => {
      closed = true
      awareness.off('change', people)
      provider.destroy()
      socket.close()
      awareness.destroy()
      doc.destroy()
    },
  }
}
