/**
 * y-websocket clients exactly as npm delivers them, in Node: a document, a provider, and a count of everything
 * that went wrong on the line. Stands for any app that was written for y-websocket.
 */
import { WebSocket } from 'ws'
import { WebsocketProvider as Provider3 } from 'y-websocket'
import { WebsocketProvider as Provider2 } from 'y-websocket-2'
import * as Y from 'yjs'

export const FLAVOURS = ['3.1.0', '2.1.0'] as const
export type Flavour = (typeof FLAVOURS)[number]

export interface ForeignClient {
  readonly doc: Y.Doc
  readonly provider: Provider3
  readonly flavour: Flavour
  /** How often the line was lost or refused so far. */
  losses(): number
  synced(): Promise<void>
  /** Appends a paragraph to the pad. */
  write(text: string): void
  /** The pad's paragraphs in order. */
  paragraphs(): string[]
  close(): void
}

// Each y-websocket provider listens for the end of the process; a hundred of them are no leak.
process.setMaxListeners(0)

/** The prefix under which y-websocket puts a room's name. */
export const collabUrl = (httpUrl: string): string => `${httpUrl.replace(/^http/, 'ws')}/collab`

export interface ForeignClientOptions {
  readonly flavour: Flavour
  /** As y-websocket wants it: the part before the room's name. */
  readonly serverUrl: string
  readonly pad: string
  readonly doc?: Y.Doc
  /** What stands in the query of its address. */
  readonly params?: Readonly<Record<string, string>>
  readonly WebSocket?: typeof globalThis.WebSocket
}

export function openForeignClient(options: ForeignClientOptions): ForeignClient {
  const doc = options.doc ?? new Y.Doc()
  // Both versions have the same shape; the types of the older one are only less exact.
  const Provider = (options.flavour === '2.1.0' ? Provider2 : Provider3) as typeof Provider3
  const provider = new Provider(options.serverUrl, options.pad, doc, {
    WebSocketPolyfill: options.WebSocket ?? (WebSocket as unknown as typeof globalThis.WebSocket),
    disableBc: true,
    params: { ...options.params },
  })
  let losses = 0
  let closing = false
  const lost = () => {
    if (!closing) losses += 1
  }
  provider.on('connection-close', lost)
  provider.on('connection-error', lost)
  const content = doc.getXmlFragment('prosemirror')

  return {
    doc,
    provider,
    flavour: options.flavour,
    losses: () => losses,
    synced: () =>
      new Promise((resolve) => {
        if (provider.synced) resolve()
        else provider.once('sync', () => resolve())
      }),
    write: (text) => content.push([paragraph(text)]),
    paragraphs: () => paragraphsOf(doc),
    close: () => {
      closing = true
      provider.destroy()
      doc.destroy()
    },
  }
}

export function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

/** Text of each top-level element; marks and names are not of interest here. */
export const paragraphsOf = (doc: Y.Doc): string[] =>
  doc
    .getXmlFragment('prosemirror')
    .toArray()
    .map((element) => {
      if (!(element instanceof Y.XmlElement)) return ''
      return element
        .toArray()
        .map((child) => (child instanceof Y.XmlText ? child.toString() : ''))
        .join('')
    })
