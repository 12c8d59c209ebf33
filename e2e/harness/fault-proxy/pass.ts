/** No disturbance: bytes go through as they come. */
import type { Disturbance } from './disturbance.ts'

export const pass: Disturbance = (outlet) => ({
  take: outlet.write,
  ended: outlet.end,
  release: () => {},
})
