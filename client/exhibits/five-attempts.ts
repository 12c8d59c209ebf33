/**
 * EXHIBIT, not a part of the product: a client that knows WebSocket and nothing else, tries five times and gives
 * up. Behind a proxy that removes the upgrade it shows "Reconnect timed out" and no text, though the page and
 * everything else came through that proxy (ether/etherpad-lite#6639, version 2.2). With `?transports=polling` the
 * same client may begin by plain HTTP, and works: that is the control.
 */
import '../styles/base.css'
import '../styles/prose.css'
import './exhibits.css'
import { io } from 'socket.io-client'
import { Doc } from 'yjs'
import { POLLING_ALLOWED, SOCKET_IO_PATH } from '../../protocol/exhibits.ts'
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import { browser } from '../ui/browser.ts'
import { type Frame, readFrame, waiting } from './frame.ts'
import { mountEditor, type PlainEditor } from './plain-editor.ts'
import { syncOver } from './sync-over.ts'
import { showTitle } from './title-by-http.ts'

const run = ({ page, title, text, say, note }: Frame): void => {
  const asked = new URLSearchParams(window.location.search).get('transports')
  const doc = new Doc()
  const socket = io(window.location.origin, {
    path: `${page.base}${SOCKET_IO_PATH}`,
    transports: asked === POLLING_ALLOWED ? ['polling', 'websocket'] : ['websocket'],
    reconnectionAttempts: 5,
    reconnectionDelay: 1_000,
    reconnectionDelayMax: 5_000,
    query: { padId: page.padId },
  })
  let editor: PlainEditor | undefined

  say(words.status.loading)
  text.replaceChildren(waiting())
  void showTitle(title, page, browser)

  syncOver(socket, doc, () => {
    note('synced', words.record.synced)
    editor ??= mountEditor(text, doc)
    editor.setEditable(true)
    say(words.status.connected)
  })
  socket.on('connect', () => note('connected', words.record.connected))
  socket.on('disconnect', (reason) => {
    note('closed', words.record.closed(reason))
    editor?.setEditable(false)
    say(words.status.reconnecting)
  })
  socket.on('refused', (code: string) => say(words.status.refused(code)))
  socket.on('connect_error', (failure) => note('closed', words.record.closed(failure.message)))
  socket.io.on('reconnect_attempt', (attempt) => {
    say(words.status.reconnecting)
    note('attempt', words.record.attempt(attempt))
  })
  socket.io.on('reconnect_failed', () => {
    say(words.status.timedOut)
    text.replaceChildren()
    note('timed-out', words.record['timed-out'])
  })
}

const frame = readFrame(document, browser)
if (frame) run(frame)
