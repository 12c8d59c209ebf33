/** Bytes are held back while both sockets stay open, as in a tunnel or a full buffer; afterwards all arrive. */
import type { Disturbance } from './disturbance.ts'

export const stall: Disturbance = (outlet) => {
  const held: Uint8Array[] = []
  let over = false
  return {
    take: (bytes) => held.push(bytes),
    ended: () => {
      over = true
    },
    release: () => {
      for (const bytes of held.splice(0)) outlet.write(bytes)
      if (over) outlet.end()
    },
  }
}
