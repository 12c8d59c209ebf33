/**
 * The words of the exhibits, in English. Apart from all others, because an exhibit says what the clients it shows
 * say: its "Saved" is not true, which is what it is here to show. The banner and the record tell the truth.
 */

const bytes = (n: number): string => (n === 1 ? '1 byte' : `${n} bytes`)

export const exhibitsEn = {
  label: 'Exhibit',
  documentTitle: (name: string) => `Exhibit: ${name} · Holdfast`,
  realPad: 'Open this pad in the real editor',
  allExhibits: 'About the exhibits',
  withoutScript: 'An exhibit is a script at work. To see it, allow JavaScript for this page.',

  index: {
    heading: 'Exhibits',
    documentTitle: 'Exhibits · Holdfast',
    intro:
      'Two editors, built the way many people deploy them. They work as long as every proxy on the way lets WebSocket pass. Where one does not, open them beside the real editor and see what each tells you.',
    newTitle: 'Title of a new pad',
    create: 'Create it here',
    padsHeading: 'Or look at a pad that exists',
    noPads: 'There are no pads yet.',
    untitled: 'Untitled',
    /** For links that would all read the same. */
    openAs: (exhibit: string, title: string) => `${exhibit}: ${title}`,
  },

  exhibits: {
    'socket-only': {
      name: 'Socket only',
      what: 'The title comes by HTTP, the text by WebSocket alone. What you type is kept in this browser, and that is called saved.',
      why: 'Where a proxy blocks WebSocket, everybody sees the title, everybody writes, every page says “Saved”, and nobody sees a word of anybody else.',
    },
    'five-attempts': {
      name: 'Five attempts',
      what: 'Everything comes over socket.io, with WebSocket as its only transport and five attempts to get it back.',
      why: 'Where a proxy blocks WebSocket, the page gives up after some twenty seconds and shows nothing, though every other request got through.',
    },
  },

  title: 'Title',
  untitled: 'Untitled',
  text: 'Text of the pad',
  textPlaceholder: 'Write here.',

  status: {
    label: 'What this exhibit says',
    connecting: 'Connecting…',
    saving: 'Saving…',
    saved: 'Saved',
    loading: 'Loading…',
    connected: 'Connected',
    reconnecting: 'Reconnecting…',
    timedOut: 'Error: Reconnect timed out',
    refused: (code: string) => `Error: ${code}`,
  },

  record: {
    heading: 'What really happened here',
    empty: 'Nothing yet.',
    connected: 'The connection opened.',
    closed: (code: string) => `The connection was closed: ${code}.`,
    synced: 'The text of the server came over the connection.',
    'fallback-asked': (n: number) => `The stored text was asked for by HTTP: ${bytes(n)}.`,
    'fallback-failed': (reason: string) =>
      `Then the page ran into “${reason}”, and what it was about to send by HTTP was never sent.`,
    'fallback-refused': (status: number) => `The server answered ${status} by HTTP; nothing was sent.`,
    'fallback-stored': 'The text was sent by HTTP, and the server has it.',
    attempt: (n: number) => `Attempt ${n} to get the connection back.`,
    'timed-out': 'No further attempt is made.',
  },
}
