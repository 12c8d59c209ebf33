/**
 * EXHIBIT, not a part of the product: a client as many people deploy it. The text travels over one WebSocket only,
 * by y-websocket as npm delivers it; y-indexeddb keeps it in this browser, and that is called saved; when the
 * WebSocket fails, the editor is shown and can be written in all the same. Behind a proxy that removes the upgrade
 * two people see the same title and never a word of each other (makeplane/plane#6206, version 0.24.1).
 */
import '../styles/base.css'
import '../styles/prose.css'
import './exhibits.css'
import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import { Doc } from 'yjs'
import { storedTextUrl } from '../../protocol/exhibits.ts'
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import { browser } from '../ui/browser.ts'
import { createFallback } from './fallback.ts'
import { type Frame, readFrame, waiting } from './frame.ts'
import { afterWrites } from './kept-in-browser.ts'
import { mountEditor } from './plain-editor.ts'
import { showTitle } from './title-by-http.ts'

const FALLBACK_EVERY_MS = 30_000

const run = ({ page, title, text, say, note }: Frame): void => {
  const { base, padId } = page
  const doc = new Doc()
  const kept = new IndexeddbPersistence(`exhibit socket-only ${base}${padId}`, doc)
  const provider = new WebsocketProvider(
    `${window.location.origin.replace('http', 'ws')}${base}collab`,
    padId,
    doc,
  )
  const fallBack = createFallback(
    {
      doc,
      url: storedTextUrl(base, padId),
      onAsked: (bytes) => note('fallback-asked', words.record['fallback-asked'](bytes)),
      onRefused: (status) => note('fallback-refused', words.record['fallback-refused'](status)),
      onStored: () => note('fallback-stored', words.record['fallback-stored']),
    },
    browser,
  )
  let failed = false
  let shown = false
  let edits = 0

  const show = () => {
    if (shown) return
    shown = true
    mountEditor(text, doc)
    say(words.status.saved)
  }

  say(words.status.connecting)
  text.replaceChildren(waiting())
  void showTitle(title, page, browser)

  provider.on('status', ({ status }: { status: string }) => {
    if (status !== 'connected') return
    failed = false
    note('connected', words.record.connected)
  })
  provider.on('sync', (synced: boolean) => {
    if (!synced) return
    note('synced', words.record.synced)
    show()
  })
  provider.on('connection-close', (event: CloseEvent | null) => {
    if (event?.code !== 1006 || failed) return
    failed = true
    note('closed', words.record.closed('1006'))
    show()
    void fallBack()
  })

  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === kept || !shown) return
    edits += 1
    const edit = edits
    say(words.status.saving)
    void kept.whenSynced.then(async ({ db }) => {
      if (db) await afterWrites(db)
      if (edit === edits) say(words.status.saved)
    })
  })

  setInterval(() => failed && void fallBack(), FALLBACK_EVERY_MS)
  window.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return
    event.preventDefault()
    if (failed) void fallBack()
  })
  // Only looked at: the browser reports it as unhandled, as it did for everybody who had this page open.
  window.addEventListener('unhandledrejection', ({ reason }) => {
    note('fallback-failed', words.record['fallback-failed']((reason as Error).message))
  })
}

const frame = readFrame(document, browser)
if (frame) run(frame)
