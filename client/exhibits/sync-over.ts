/**
 * Keeps a document in step over anything that carries events: y-protocols' two sync steps and updates, one frame
 * per event. The server speaks first, so that nothing is sent before somebody listens. Knows no socket.io.
 */
import { createDecoder, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding'
import { messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import type { Doc } from 'yjs'

export interface EventLine {
  on(event: 'frame', call: (message: ArrayBuffer) => void): unknown
  on(event: 'disconnect', call: () => void): unknown
  emit(event: 'frame', message: Uint8Array): unknown
}

/** y-websocket's number for the frames of y-protocols/sync. */
const SYNC = 0

/** `synced` is called each time the server's state has come. */
export const syncOver = (line: EventLine, doc: Doc, synced: () => void): void => {
  let begun = false

  const frame = (write: (encoder: ReturnType<typeof createEncoder>) => void): Uint8Array => {
    const encoder = createEncoder()
    writeVarUint(encoder, SYNC)
    write(encoder)
    return toUint8Array(encoder)
  }

  line.on('disconnect', () => {
    begun = false
  })
  line.on('frame', (message) => {
    if (!begun) {
      begun = true
      line.emit(
        'frame',
        frame((encoder) => writeSyncStep1(encoder, doc)),
      )
    }
    const decoder = createDecoder(new Uint8Array(message))
    if (readVarUint(decoder) !== SYNC) return
    let kind = -1
    const answer = frame((encoder) => {
      kind = readSyncMessage(decoder, encoder, doc, line)
    })
    // Longer than the number alone: there is an answer in it.
    if (answer.length > 1) line.emit('frame', answer)
    if (kind === messageYjsSyncStep2) synced()
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === line || !begun) return
    line.emit(
      'frame',
      frame((encoder) => writeUpdate(encoder, update)),
    )
  })
}
