/**
 * One open pad: the document with its first content, the provider that keeps it in step, who is here, and what
 * may be said about saving. It knows no DOM beyond the platform classes handed in, and no editor.
 */
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, encodeStateAsUpdate, type Text, type Transaction, type XmlFragment } from 'yjs'
import type { PadPage } from '../../protocol/api.ts'
import { CLOSE_CODES, mayRetry } from '../../protocol/close-codes.ts'
import { CONTENT_ROOT, TITLE_ROOT } from '../../protocol/pad-id.ts'
import type { SocketReport } from '../connection/report.ts'
import { createResilientSocket } from '../connection/resilient-socket.ts'
import type { KeptReport } from '../device/local-copy.ts'
import { copiesDiffer } from './compare-copies.ts'
import { createConnectionFacts, limitIn } from './connection-facts.ts'
import { plainText } from './content.ts'
import { holdMore } from './copies.ts'
import { createCountdown } from './countdown.ts'
import { loadParts } from './device-side.ts'
import type { Person } from './person.ts'
import { createPresence } from './presence.ts'
import { type SaveState, saveStatus, saveStep, untouched } from './save-status.ts'
import type { PadSessionDeps, PadSessionOptions } from './session-needs.ts'
import type { PadStatus } from './status.ts'

/** The transaction origin of content that came with the page; nobody typed it here. */
export const PAGE_ORIGIN = Symbol('content that came with the page')

const COMPARE_AGAIN_MS = 5_000
const COME_BACK_MS = 1_000

export interface PadSession {
  /** Goes live. Status and people are told from here on. */
  open(): void
  readonly text: XmlFragment
  readonly title: Text
  readonly awareness: Awareness
  /** Title and text as this page has them. */
  plainText(): string
  setPerson(person: Person): void
  /** The server's state came later than the page: '' as generation while the pad has not come into being. */
  receive(state: Uint8Array, generation: string): void
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
  let save: SaveState = untouched
  let report: SocketReport | undefined
  let generation = page.generation ?? undefined
  let wasLive = false
  /** Connections begun up to the one that was last in step. */
  let begun = 0
  let refused: PadStatus['refused']
  let deleted = false
  let secondChance = true
  let differs = false
  let readOnly: PadStatus['readOnly'] = readOnlyFrom(page)
  let opened = false
  let closed = false
  let compared = 0
  let comparing = false

  const countdown = createCountdown({ wait: deps.wait, now: deps.platform.timers.now, tell: () => tell() })
  let changes = 0
  let seen = options.state !== undefined
  let onDevice: KeptReport = { kept: false, failure: undefined }
  const { device } = options

  const tell = (): void => {
    if (closed || !opened) return
    options.onStatus({
      save: saveStatus(save),
      changes: saveStatus(save) === 'saved' ? 0 : Math.max(1, changes),
      kept: save.kept,
      keeping: device !== undefined && save.dirty && !save.kept && onDevice.failure === undefined,
      notKept: onDevice.failure,
      fromDevice: !seen && !wasLive,
      line: report?.state ?? 'closed',
      wasLive,
      transport: report?.transport,
      attempt: (report?.attempt ?? 0) - begun,
      retryIn: report?.machine.is === 'waiting' ? countdown(report.machine.until) : undefined,
      storageFails: report?.state === 'open' && report.storageFails,
      deviceOnline: deps.deviceOnline(),
      refused,
      limit: limitIn(report),
      deleted,
      differs,
      readOnly,
      connection: facts.of(report),
    })
  }

  const facts = createConnectionFacts({ base: page.base, onSeen: tell }, deps)
  /** Something of this user's is in the document that the server did not confirm. */
  const owe = (count: number, kept: boolean): void => {
    changes = count
    save = saveStep(save, { type: 'edited' })
    if (kept) save = saveStep(save, { type: 'kept', kept })
  }

  // This device's copy comes first: what the server's state adds to it is then written there, and nothing else.
  if (device) loadParts(doc, device.parts)

  const copy = device?.keep({
    generation: generation ?? '',
    whole: () => encodeStateAsUpdate(doc),
    title: () => title.toString(),
    onReport: (now) => {
      onDevice = now
      save = saveStep(save, { type: 'kept', kept: now.kept })
      tell()
    },
  })

  const settle = (): void => {
    if (changes === 0 || saveStatus(save) !== 'saved') return
    changes = 0
    copy?.settled()
  }

  // Registered before the provider registers its own: an edit must be known before the frame that carries it.
  doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Doc, transaction: Transaction) => {
    if (transaction.local) owe(changes + 1, false)
    copy?.write(update, transaction.local)
    if (transaction.local) tell()
  })

  if (device) {
    const unsaved = options.state ? holdMore(device.parts, options.state) : device.unsaved > 0
    if (unsaved) owe(Math.max(1, device.unsaved), true)
    else copy?.settled()
  }
  // Zero bytes are not an update; Yjs throws on them.
  if (options.state && options.state.byteLength > 0) applyUpdate(doc, options.state, PAGE_ORIGIN)

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
      settle()
    }
    tell()
    if (!closed) void compare()
  }

  const socket = createResilientSocket(
    {
      generation: () => generation,
      ...(deps.pageToken && { pageToken: deps.pageToken }),
      onReport: (now) => {
        report = now
        const before = save
        save = saveStep(save, { type: 'connection', report: now })
        settle()
        // A pad that was never written gets its generation with its first edit, and a crash before that is on the
        // disk takes it back. What others show proves nothing: an acknowledged edit of our own does.
        if (before.dirty && !save.dirty && now.generation !== undefined && generation === undefined) {
          copy?.born(now.generation)
          generation = now.generation
        }
        facts.consider(now)
        if (now.denied && readOnly === undefined) {
          readOnly = 'link'
          options.onReadOnly?.()
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
    secondChance = true
    begun = report?.attempt ?? 0
    people.renew()
    tell()
  })
  provider.on('status', ({ status }: { status: string }) => {
    if (status === 'disconnected') people.forgetClocks()
  })
  provider.on('closed', (event: { code: number; reason: string }) => {
    if (event.code === CLOSE_CODES.deleted.code) deleted = true
    else if (event.code === CLOSE_CODES.linkRevoked.code && secondChance) {
      // Whoever replaced the link may have been this browser, which has the new one a moment later.
      secondChance = false
      void deps.wait(COME_BACK_MS).then(() => !closed && !deleted && provider.connect())
    } else refused = event
    tell()
  })

  const people = createPresence(awareness, options.fallbackName, options.onPeople)

  return {
    open: () => {
      opened = true
      if (page.damage === null) provider.connect()
      tell()
      people.tell()
    },
    text,
    title,
    awareness,
    plainText: () => plainText(doc),
    setPerson: (person) => {
      awareness.setLocalStateField('user', person)
      people.tell()
    },
    receive: (state, life) => {
      if (closed || seen) return
      if (generation !== undefined && generation !== life) {
        refused = { code: CLOSE_CODES.generationMismatch.code, reason: '' }
        provider.disconnect()
        return tell()
      }
      seen = true
      if (holdMore([encodeStateAsUpdate(doc)], state)) owe(Math.max(1, changes), save.kept)
      if (state.byteLength > 0) applyUpdate(doc, state, PAGE_ORIGIN)
      tell()
    },
    setReadOnly: (reason) => {
      readOnly = readOnlyFrom(page) ?? reason
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
      copy?.close()
      people.close()
      provider.destroy()
      socket.close()
      awareness.destroy()
      doc.destroy()
    },
  }
}

const readOnlyFrom = ({ damage, may }: PadPage): PadStatus['readOnly'] =>
  damage !== null ? 'damaged' : may === 'read' ? 'link' : undefined
