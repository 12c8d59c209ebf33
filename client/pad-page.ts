/**
 * The pad page as one piece: puts session, editor, title and interface together in the place the server
 * rendered, and decides what is shown when: the editor, or a rendering for reading when the document must not
 * be edited here. Nothing moves when it takes over.
 */
import type { PadPage } from '../protocol/api.ts'
import { CLOSE_CODES } from '../protocol/close-codes.ts'
import type { Words } from '../protocol/words/en.ts'
import type { Platform } from './connection/resilient-socket.ts'
import { createEditor } from './editor/editor.ts'
import { createStaticView } from './editor/static-view.ts'
import { createTitleField } from './editor/title.ts'
import type { DeviceSide } from './session/device-side.ts'
import type { createOwnPerson } from './session/own-person.ts'
import { createPadSession } from './session/pad-session.ts'
import type { PageTokenKeeper } from './session/page-token.ts'
import { MAX_NAME_LENGTH } from './session/person.ts'
import { createSchemaGuard } from './session/schema-guard.ts'
import type { PadStatus } from './session/status.ts'
import { ask } from './ui/ask.ts'
import type { Browser } from './ui/browser.ts'
import { copyText } from './ui/clipboard.ts'
import { createConnectionDetails } from './ui/connection-details.ts'
import { createDeletedNotice } from './ui/deleted-notice.ts'
import { element } from './ui/element.ts'
import { icon } from './ui/icons.ts'
import { followKeyboard } from './ui/keyboard-inset.ts'
import { createLeaveGuard } from './ui/leave-guard.ts'
import { createLinksDialog } from './ui/links-dialog.ts'
import { createPadActions } from './ui/pad-actions.ts'
import { createPadMenu } from './ui/pad-menu.ts'
import { createPeople } from './ui/people.ts'
import { createStatusChip } from './ui/status-chip.ts'
import { isLosable } from './ui/status-words.ts'
import { createToast } from './ui/toast.ts'

export interface PadPageDeps extends Browser {
  /** What the connection stands on. */
  readonly platform: Platform
  /** By which the server knows this page. */
  readonly pageToken: PageTokenKeeper
}

export interface PadPageOptions {
  readonly page: PadPage
  /** undefined when only this device's copy is there so far. */
  readonly state: Uint8Array | undefined
  readonly device?: DeviceSide | undefined
  /** Own text from another life of the pad, to be shown above it. */
  readonly setAside: readonly HTMLElement[]
  readonly words: Words
  readonly me: ReturnType<typeof createOwnPerson>
  /** The element the server filled with the page for reading. */
  readonly app: HTMLElement
}

export interface OpenPadPage {
  /** The server's state came after all. */
  receive(state: Uint8Array, generation: string): void
}

export const createPadPage = (options: PadPageOptions, deps: PadPageDeps): OpenPadPage => {
  const { page, state, device, words, me, app } = options
  const padUrl = `${page.base}api/pads/${page.padId}`
  const collab = new URL(`${page.base}collab`, window.location.href)
  collab.protocol = collab.protocol === 'https:' ? 'wss:' : 'ws:'
  const toast = createToast(words, deps)
  const leaveGuard = createLeaveGuard(window)
  const actions = createPadActions({ padUrl, words }, deps.pageToken)

  const session = createPadSession(
    {
      page,
      state,
      device,
      serverUrl: collab.href,
      stateUrl: `${padUrl}/export?format=yjs`,
      fallbackName: words.people.anonymous,
      onStatus: (status) => showStatus(status),
      onReadOnly: () => showLocked(words.access.refused),
      onPeople: (self, others) => people.show(self, others),
    },
    {
      platform: deps.platform,
      pageToken: deps.pageToken,
      fetch: deps.fetch,
      wait: deps.wait,
      deviceOnline: deps.deviceOnline,
    },
  )

  const copyOwn = async (): Promise<void> => {
    toast.show((await copyText(session.plainText())) ? words.pad.textCopied : words.pad.copyFailed)
  }
  const copyAddress = async (): Promise<void> => {
    const copied = await copyText(window.location.href)
    toast.show(copied ? words.pad.addressCopied : words.pad.copyFailed)
  }
  const rename = async (): Promise<void> => {
    const name = me.person.name === words.people.anonymous ? '' : me.person.name
    const answer = await ask({
      heading: words.people.chooseName,
      fields: [
        {
          name: 'name',
          label: words.people.chooseName,
          value: name,
          hint: words.people.chooseNameHint,
          maxLength: MAX_NAME_LENGTH,
        },
      ],
      apply: words.people.saveName,
      cancel: words.link.cancel,
    })
    if (answer) session.setPerson(me.rename(answer.values.name ?? ''))
  }
  const remove = async (): Promise<void> => {
    if (await actions.remove()) session.setDeleted()
    else toast.show(words.pad.removeFailed)
  }

  const people = createPeople({ words, onRename: () => void rename() })
  const details = createConnectionDetails(
    {
      words,
      place: {
        padId: page.padId,
        address: new URL(page.base, window.location.href).href,
        browser: navigator.userAgent,
      },
      onCopy: async (report) =>
        (await copyText(report)) ? words.connection.reportCopied : words.pad.copyFailed,
    },
    deps,
  )
  const chip = createStatusChip(
    {
      words,
      details,
      actions: {
        reconnect: () => session.reconnectNow(),
        copy: () => void copyOwn(),
        reload: () => window.location.reload(),
      },
    },
    deps,
  )
  const menu = createPadMenu({
    words,
    padUrl,
    onCopyAddress: page.may === undefined ? () => void copyAddress() : undefined,
    onLinks: page.may === 'edit' ? createLinksDialog({ words, padUrl }, deps.pageToken).open : undefined,
    onCopyText: () => void copyOwn(),
    onDelete: page.may === 'read' ? undefined : () => void remove(),
  })

  const toolbarPlace = element('div', { class: 'toolbar-place' })
  const notices = element('div', { class: 'notices' })
  const textPlace = element('div', { class: 'text-place' })
  const nameDocument = (title: string): void => {
    document.title = words.pad.documentTitle(title)
  }
  const title = createTitleField({
    text: session.title,
    words,
    onChange: nameDocument,
    onLeave: () => editor?.focus(),
  })

  let editor: ReturnType<typeof createEditor> | undefined
  let reading: ReturnType<typeof createStaticView> | undefined

  const { textPlaceholder } = page.may === undefined ? words.pad : words.access
  const editorWords = { ...words, pad: { ...words.pad, textPlaceholder } }
  const showEditor = (): void => {
    reading?.close()
    reading = undefined
    editor = createEditor(
      { fragment: session.text, awareness: session.awareness, words: editorWords, mac: deps.mac },
      deps,
    )
    toolbarPlace.replaceChildren(editor.toolbar)
    textPlace.replaceChildren(editor.element)
    notices.replaceChildren()
    title.setReadOnly(false)
    session.setReadOnly(undefined)
  }
  const showReading = (): void => {
    editor?.close()
    editor = undefined
    reading ??= createStaticView({ fragment: session.text, words }, deps)
    title.setReadOnly(true)
    toolbarPlace.replaceChildren()
    textPlace.replaceChildren(reading.element)
  }
  /** For whoever may not write here, and why. */
  const showLocked = (why: string, role: 'note' | 'alert' = 'alert'): void => {
    showReading()
    notices.replaceChildren(element('p', { class: 'notice', role }, why))
    session.setReadOnly('link')
  }
  const reads = page.may === 'read'
  const showText = (): void => (reads ? showLocked(words.access.reading, 'note') : showEditor())
  const showForeign = (names: ReadonlySet<string>): void => {
    showReading()
    const notice = words.foreign.notice([...names].sort().join(', '))
    notices.replaceChildren(element('p', { class: 'notice', role: 'alert' }, notice))
    session.setReadOnly('foreign')
  }

  // Before any editor is bound: Yjs calls observers in the order they came, and this one must be first.
  const guard = createSchemaGuard(session.text, {
    foreign: (names) => {
      if (!gone) showForeign(names)
    },
    // The binding may not be made inside the transaction that cleared the way for it.
    clear: () => queueMicrotask(() => !gone && guard.foreign.size === 0 && reading && showText()),
  })

  let gone = false
  let shut = false
  const showDeleted = (): void => {
    gone = true
    showReading()
    const onRestore = async (): Promise<string | undefined> => {
      const failure = await actions.restore()
      if (failure === undefined) showRestored()
      return failure
    }
    const notice = createDeletedNotice({ words, onRestore, onCopy: () => void copyOwn() })
    notices.replaceChildren(notice)
    document.title = words.deleted.documentTitle
    notice.focus()
  }

  const showRestored = (): void => {
    // First, and not by a reload: what was typed last and not saved yet is in this page only.
    session.setRestored()
    gone = false
    nameDocument(session.title.toString())
    if (guard.foreign.size > 0) showForeign(guard.foreign)
    else showText()
  }

  function showStatus(status: PadStatus): void {
    chip.show(status)
    leaveGuard.set(isLosable(status) && page.damage === null)
    if (status.deleted && !gone) showDeleted()
    if (status.refused?.code === CLOSE_CODES.linkRevoked.code && !shut) {
      shut = true
      showLocked(words.access.shut)
    }
  }

  if (page.damage !== null) {
    showReading()
    notices.append(element('p', { class: 'notice', role: 'alert' }, words.damaged(page.damage)))
  } else if (guard.foreign.size > 0) showForeign(guard.foreign)
  else showText()

  app.replaceChildren(
    element(
      'header',
      { class: 'bar' },
      // Who came by a link is shown no list.
      page.may === undefined
        ? element('a', { class: 'home', href: page.base }, icon('back'), words.pad.allPads)
        : undefined,
      toolbarPlace,
      element('div', { class: 'bar-end' }, people.element, chip.element, menu.element),
    ),
    element(
      'main',
      { class: 'sheet' },
      ...options.setAside,
      notices,
      element('h1', { class: 'title' }, title.element),
      textPlace,
    ),
  )
  title.fit()
  followKeyboard(window)
  // A new pad begins with its title; on a phone that would open the keyboard unasked.
  const blank = session.title.length === 0 && session.text.length === 0
  if (blank && page.damage === null && window.matchMedia('(pointer: fine)').matches) title.focus()
  session.setPerson(me.person)
  session.open()

  for (const event of ['online', 'offline'] as const) window.addEventListener(event, () => session.refresh())
  window.addEventListener('resize', () => title.fit())

  return { receive: session.receive }
}
