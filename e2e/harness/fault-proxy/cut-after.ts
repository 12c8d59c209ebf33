/** So many bytes get through, and then the connection is reset: in the middle of a frame or of an answer. */
import type { Disturbance } from './disturbance.ts'

export const cutAfter =
  (bytesThrough: number): Disturbance =>
  (outlet) => {
    let left = bytesThrough
    return {
      take: (bytes) => {
        outlet.write(bytes.subarray(0, left))
        left -= bytes.length
        if (left < 0) outlet.reset()
      },
      ended: outlet.end,
      release: () => {},
    }
  }
