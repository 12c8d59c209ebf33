/**
 * Every word a person sees in the browser, in English, in one place, so that people can correct a sentence;
 * every other language fills the same shape (`Words`). Voice: first what it means for the
 * reader, then why, then what to do. The words saved, live and offline are used only where they are true.
 */
import { connectionEn } from './en-connection.ts'
import { createTimeWords } from './time.ts'

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

export const en = {
  code: 'en',
  direction: 'ltr',

  product: 'Holdfast',

  list: {
    heading: 'Pads',
    documentTitle: 'Pads · Holdfast',
    create: 'New pad',
    creating: 'Creating…',
    search: 'Search by title',
    searchLabel: 'Search pads by title',
    empty: 'No pads yet. Create the first one and send its address to someone.',
    noMatch: (query: string) => `No pad has “${query}” in its title.`,
    found: (n: number) => `${count(n, 'pad', 'pads')} found.`,
    more: 'Show older pads',
    untitled: 'Untitled',
    people: (n: number) => (n === 0 ? '' : count(n, 'person here', 'people here')),
    remove: 'Delete',
    removeLabel: (title: string) => `Delete “${title}”`,
    removed: (title: string) => `“${title}” is deleted. It can be restored for 24 hours.`,
    undo: 'Undo',
    restored: (title: string) => `“${title}” is back.`,
    createFailed: 'The pad was not created: the server did not answer as expected. Try again in a moment.',
    removeFailed: 'Nothing was deleted: the server did not answer as expected. Try again in a moment.',
    restoreFailed: 'The pad was not restored: the server did not answer as expected. Try again in a moment.',
    stale: 'This list may be out of date: the server does not answer at the moment.',
  },

  pad: {
    documentTitle: (title: string) => `${title === '' ? 'Untitled' : title} · Holdfast`,
    allPads: 'All pads',
    title: 'Title',
    titlePlaceholder: 'Untitled',
    text: 'Text of the pad',
    textPlaceholder: 'Write here. Whoever has the address of this page can write with you.',
    readOnlyWithoutScript: 'You are reading. To write, allow JavaScript for this page.',
    menu: 'More',
    exportHeading: 'Download as',
    formats: { html: 'Web page (HTML)', md: 'Markdown', txt: 'Plain text', json: 'JSON', yjs: 'Yjs update' },
    copyAddress: 'Copy address',
    addressCopied: 'Address copied.',
    remove: 'Delete pad',
    removeFailed: 'The pad was not deleted: the server did not answer as expected. Try again in a moment.',
    copyText: 'Copy my text',
    textCopied: 'Your text is copied.',
    copyFailed: 'Copying was refused by the browser. Select the text and copy it with the keyboard.',
    close: 'Close',
  },

  deleted: {
    heading: 'This pad was deleted',
    documentTitle: 'Deleted pad · Holdfast',
    until: (when: string) => `It can be restored until ${when}.`,
    within: 'It can be restored within 24 hours of being deleted.',
    expired: 'It can no longer be restored: that is possible for 24 hours.',
    restore: 'Restore pad',
    restoring: 'Restoring…',
    restoreFailed: 'The pad was not restored: the server did not answer as expected. Try again in a moment.',
    ownText: 'What you see below is still in this page. Copy it if you need it.',
  },

  missing: {
    heading: 'There is no such page',
    documentTitle: 'Not found · Holdfast',
    body: 'The address may be mistyped. A pad’s address ends in /p/ and its name, made of letters, digits, _ and -.',
  },

  failure: {
    heading: 'The server could not answer',
    documentTitle: 'Server error · Holdfast',
    body: 'Nothing you wrote was touched. Reload in a moment; if it stays, tell whoever runs this server.',
  },

  damaged: (reason: string) =>
    `This pad’s stored copy is damaged, so it can be read but not changed. ${reason} What you see is its last good state. Download it, and tell whoever runs this server.`,

  foreign: {
    notice: (names: string) =>
      `You can read this pad here but not change it: it contains parts this editor does not know (${names}), and editing would remove them. Open it with the program that wrote them.`,
    unknownPart: (name: string) => `Part of kind “${name}”`,
  },

  access: {
    textPlaceholder: 'Write here. Whoever has the edit link of this pad can write with you.',
    reading:
      'You can read this pad but not change it: you opened it by its read-only link. To write, ask whoever sent it for the edit link.',
    refused:
      'The server takes no changes from here: this browser has a read-only link to this pad. What you wrote is in this page only; copy it if you need it.',
    shut: 'The link you came with was replaced or switched off, so this page is no longer connected to the pad. Copy your text if you need it, and ask for the link that is good now.',
    menu: 'Links…',
    heading: 'Links to this pad',
    asking: 'Asking the server…',
    failed: 'The server did not answer as expected. Close this and try again in a moment.',
    name: { edit: 'Edit link', read: 'Read-only link' },
    hint: {
      edit: 'Whoever has it can read and write, and see both links.',
      read: 'Whoever has it can read, and be seen reading.',
    },
    copy: { edit: 'Copy edit link', read: 'Copy read-only link' },
    copied: { edit: 'Edit link copied.', read: 'Read-only link copied.' },
    renew: { edit: 'Replace both links', read: 'Replace read-only link' },
    sure: {
      edit: 'Replace both links? The old ones stop working at once, for everybody but you.',
      read: 'Replace the read-only link? The old one stops working at once.',
    },
    renewed: {
      edit: 'Both links are new. Whoever is to go on needs one of them.',
      read: 'The read-only link is new. Whoever is to go on reading needs it.',
    },
    off: 'Switched off',
  },

  device: {
    opening: 'The server does not answer. Looking for a copy on this device…',
    nothingHere:
      'The server does not answer, and this device keeps no copy of this pad. It opens by itself when the server answers.',
    setAsideHeading: 'What you had in this pad before',
    replaced: (when: string) =>
      `This pad was replaced on the server. Your text of ${when} is not in it and is kept on this device only. Copy or download it if you need it.`,
    deleted: (when: string) =>
      `What you wrote last in this pad never reached the server. Your text of ${when} is kept on this device only. Copy or download it if you need it.`,
    download: 'Download',
    fileName: (title: string) => `${title === '' ? 'Untitled' : title}.txt`,
    dismiss: 'Remove it from this device',
    dismissFailed: 'It was not removed: the browser’s storage does not answer as expected.',
  },

  status: {
    label: 'Status of this pad',
    panelHeading: 'Status',
    opening: 'Opening…',
    saved: 'Saved',
    saving: 'Saving…',
    reconnecting: 'Reconnecting…',
    notSaved: 'Not saved',
    offline: 'Offline',
    notLiveLabel: 'Not live',
    readOnly: 'Read only',
    deleted: 'Deleted',
    live: 'Live: others see what you write as you write it.',
    liveReading: 'Live: you see what others write as they write it.',
    reading: 'You came by a read-only link.',
    unsavedReading:
      'Not saved: the server takes no changes from a read-only link. Copy your text if you need it.',
    linkRevoked: 'The link you came with was replaced or switched off.',
    savedDetail: 'Everything you wrote is on the server’s disk.',
    savedOthers: 'What others write is kept by their own pages until it is there, too.',
    savingDetail: 'The server has not yet confirmed that your last changes are on its disk.',
    connecting: 'Connecting to the server…',
    liveByHttp: 'Live by HTTP. WebSocket is blocked between you and the server.',
    reconnectingDetail: (attempt: number, seconds: number | undefined) =>
      seconds === undefined
        ? `No connection to the server at the moment. Attempt ${attempt}.`
        : `No connection to the server at the moment. Reconnecting in ${seconds} s (attempt ${attempt}).`,
    keeping: 'Keeping…',
    keepingDetail: 'Your last changes are being written to this device.',
    onThisDevice: 'On this device',
    offlineKept: (n: number) => `Offline. ${count(n, 'change is', 'changes are')} kept on this device.`,
    keptDetail: (n: number) =>
      `${count(n, 'change is', 'changes are')} kept on this device and not yet on the server.`,
    keptGoes: 'You may close this page: what is kept here goes to the server when the pad is opened again.',
    notKept: {
      missing:
        'This device keeps no copy: the browser gives this page no storage (a private window, or storage is switched off).',
      blocked: 'This device keeps no copy: the browser’s storage does not answer.',
      full: 'This device keeps no copy: the browser’s storage for this site is full.',
      failed: 'This device keeps no copy: the browser’s storage answered with an error.',
    },
    fromDevice: 'You see the copy on this device. The server’s may be newer.',
    notLiveFromDevice: 'Not live: the connection to the server could not be opened.',
    notLive:
      'Not live: the connection to the server could not be opened. The text is the server’s copy of when this page was loaded.',
    offlineDetail: 'Not live: your device has no network.',
    nothingToLose: 'You have written nothing that is not saved.',
    notSavedDetail: 'Not saved: this browser keeps no local copy. Copy your text before leaving.',
    storageFails: 'The server cannot write to its disk at the moment. It keeps trying by itself.',
    damagedDetail: 'The stored pad is damaged. You see its last good state, as of when this page was loaded.',
    differs: 'Not saved: the server’s copy differs from yours. Copy your text, then reload the page.',
    refusedBecause: (reason: string) => `The server refused the connection: ${reason}`,
    refusedUnknown: (code: number) => `The server refused the connection (code ${code}).`,
    foreignOrigin:
      'The server takes this page for one of another site, because a proxy on the way changes the Host header. Whoever runs the server mends it by setting HOLDFAST_PUBLIC_URL to the address that people open.',
    /** By the code of the server's limit. */
    limits: {
      'address-full': 'Your network has as many connections open as the server takes from one.',
      'too-many-joins': 'Your network opened more connections than the server takes within a minute.',
      'pad-full': 'As many people are in this pad as the server takes.',
      'server-full': 'As many people are on this server as it takes.',
      'too-many-pads': 'Your network began more pads than the server takes within an hour.',
      'too-many-frames': 'This page sent more changes than the server takes at once.',
      'too-many-bytes': 'This page sent more than the server takes at once.',
    } as Readonly<Record<string, string>>,
    limitPasses: (seconds: number | undefined) =>
      seconds === undefined ? 'It is tried again by itself.' : `It is tried again by itself in ${seconds} s.`,
    reconnectNow: 'Reconnect now',
    reload: 'Reload',
    otherGeneration: 'This pad was replaced on the server. Copy your text, then reload the page.',
  },

  connection: connectionEn,

  people: {
    label: 'People in this pad',
    you: (name: string) => `${name} (you)`,
    here: (n: number) => count(n, 'person is here', 'people are here'),
    more: (n: number) => `${n} more`,
    anonymous: 'Guest',
    chooseName: 'Your name',
    chooseNameHint: 'Others see it beside your cursor. It stays in this browser.',
    saveName: 'Use this name',
    changeName: (name: string) => `You are ${name}. Change your name`,
  },

  toolbar: {
    label: 'Formatting',
    paragraph: 'Text',
    heading: (level: number) => `Heading ${level}`,
    bold: 'Bold',
    italic: 'Italic',
    strike: 'Strikethrough',
    code: 'Code',
    link: 'Link',
    bulletList: 'Bullet list',
    orderedList: 'Numbered list',
    quote: 'Quote',
    codeBlock: 'Code block',
    divider: 'Divider',
    image: 'Image',
    undo: 'Undo',
    redo: 'Redo',
    withShortcut: (name: string, shortcut: string) => `${name} (${shortcut})`,
  },

  link: {
    heading: 'Link',
    address: 'Address',
    text: 'Text',
    apply: 'Apply',
    remove: 'Remove link',
    cancel: 'Cancel',
    refused: 'This address cannot be used. Allowed are http, https, mailto and addresses on this site.',
    open: 'Open link',
  },

  image: {
    heading: 'Image',
    address: 'Address of the image',
    description: 'Description for people who cannot see it',
    apply: 'Insert',
    cancel: 'Cancel',
    refused: 'This address cannot be used. Allowed are http, https and addresses on this site.',
  },

  time: createTimeWords('en', 'just now'),
}

export type Words = typeof en
