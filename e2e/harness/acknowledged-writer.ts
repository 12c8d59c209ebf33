/**
 * A client that keeps books: it speaks the wire with the acknowledgement extension and knows, for each of its
 * edits, whether the server said it is durable. Uses frames and Yjs directly, so that nothing of the browser's
 * connection can hide a lie of the server.
 */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { decodeFrames, encodeFrame, type SendableFrame } from '../../protocol/frames.ts'
import { paragraph } from './foreign-client.ts'

/** One edit and which frame of the connection carried it. */
interface Edit {
  readonly kind: 'insert' | 'delete'
  readonly word: string
  readonly frame: number
}

export interface AcknowledgedWriter {
  /** Resolves when the server has said hello and its content is here. */
  ready(): Promise<void>
  insert(word: string): void
  /** Deletes a random paragraph of its own whose insertion was acknowledged; false when there is none. */
  deleteOne(pick: (count: number) => number): boolean
  /** Words the server called durable and nobody tried to delete. */
  durable(): readonly string[]
  /** Words whose deletion the server called durable. */
  gone(): readonly string[]
  /** Update-carrying frames sent and acknowledged so far. */
  frames(): { readonly sent: number; readonly acknowledged: number }
  /** Close code with which the server ended the line. */
  closed(): Promise<number>
  close(): void
}

export function openAcknowledgedWriter(httpUrl: string, pad: string): AcknowledgedWriter {
  const doc = new Y.Doc()
  const content = doc.getXmlFragment('prosemirror')
  const socket = new WebSocket(`${httpUrl.replace(/^http/, 'ws')}/collab/${pad}?holdfast=1`)
  socket.binaryType = 'nodebuffer'
  const edits: Edit[] = []
  const own = new Map<string, Y.XmlElement>()
  let sent = 0
  let acknowledged = 0
  let introduced = false
  let synced = false
  let settle: { resolve(): void; reject(error: Error): void } | undefined
  const ready = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // The line is cut on purpose in these tests; whoever waits for `ready` still hears of it.
  ready.catch(() => undefined)

  const send = (frame: SendableFrame) => {
    if (socket.readyState !== WebSocket.OPEN) return
    if (frame.type === 'update' || frame.type === 'sync-step-2') sent += 1
    socket.send(encodeFrame(frame))
  }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') send({ type: 'update', update })
  })
  socket.on('open', () => send({ type: 'sync-step-1', stateVector: Y.encodeStateVector(doc) }))
  socket.on('message', (message: Buffer) => {
    for (const frame of decodeFrames(message)) {
      if (frame.type === 'hello') introduced = true
      else if (frame.type === 'sync-step-1') {
        send({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(doc, frame.stateVector) })
      } else if (frame.type === 'sync-step-2' || frame.type === 'update') {
        Y.applyUpdate(doc, frame.update, 'server')
        if (frame.type === 'sync-step-2') synced = true
      } else if (frame.type === 'acknowledgement') acknowledged = frame.count
    }
    if (introduced && synced) settle?.resolve()
  })
  socket.on('error', () => undefined)
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  void closed.then((code) => settle?.reject(new Error(`the line was closed (${code}) before it was ready`)))

  const isAcknowledged = (edit: Edit) => edit.frame <= acknowledged
  const words = (kind: Edit['kind'], which: (edit: Edit) => boolean = () => true) =>
    new Set(edits.filter((edit) => edit.kind === kind && which(edit)).map((edit) => edit.word))

  return {
    ready: () => ready,
    insert: (word) => {
      const element = paragraph(word)
      content.push([element])
      own.set(word, element)
      edits.push({ kind: 'insert', word, frame: sent })
    },
    deleteOne: (pick) => {
      const deleted = words('delete')
      const candidates = [...words('insert', isAcknowledged)].filter((word) => !deleted.has(word))
      const word = candidates[pick(Math.max(1, candidates.length))]
      const element = word === undefined ? undefined : own.get(word)
      if (word === undefined || element === undefined) return false
      content.delete(content.toArray().indexOf(element), 1)
      edits.push({ kind: 'delete', word, frame: sent })
      return true
    },
    durable: () => {
      const deleted = words('delete')
      return [...words('insert', isAcknowledged)].filter((word) => !deleted.has(word))
    },
    gone: () => [...words('delete', isAcknowledged)],
    frames: () => ({ sent, acknowledged }),
    closed: () => closed,
    close: () => {
      socket.terminate()
      doc.destroy()
    },
  }
}
