/**
 * One request while it waits: whoever may end the waiting — news, the room, the client, a deadline, the stop of
 * the server — raises it, and it looks again. A raise before the wait is not lost.
 */
import type { ServerResponse } from 'node:http'

export interface Call {
  raise(): void
  /** Resolves at the next raise, or at once when there was one since the last wait. */
  raised(): Promise<void>
  /** The client has gone, or the server stops: answer with what is true now. */
  isOver(): boolean
  /** The server stops. */
  stop(): void
}

export function createCall(response: ServerResponse): Call {
  let raises = 0
  let seen = 0
  let stopped = false
  let wake = (): void => {}

  function raise(): void {
    raises += 1
    wake()
  }

  async function raised(): Promise<void> {
    if (raises === seen) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    seen = raises
  }

  response.on('close', raise)
  return {
    raise,
    raised,
    isOver: () => stopped || response.destroyed || response.writableFinished,
    stop: () => {
      stopped = true
      raise()
    },
  }
}
