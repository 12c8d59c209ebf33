/** So many bytes get through, and what comes later vanishes while the sockets stay open. */
import type { Disturbance } from './disturbance.ts'

export const dropAfter =
  (bytesThrough: number): Disturbance =>
  (outlet) => {
    let left = bytesThrough
    return {
      take: (bytes) => {
        if (left > 0) outlet.write(bytes.subarray(0, left))
        left -= bytes.length
      },
      ended: () => {
        if (left >= 0) outlet.end()
      },
      release: () => {},
    }
  }
