/** Bytes come out in small pieces of random size, so that frames and headers are cut at every place. */
import type { Disturbance } from './disturbance.ts'

export const slice =
  (largest: number): Disturbance =>
  (outlet) => ({
    take: (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + Math.floor(outlet.random() * largest)
        outlet.write(bytes.subarray(at, at + size))
        at += size
      }
    },
    ended: outlet.end,
    release: () => {},
  })
