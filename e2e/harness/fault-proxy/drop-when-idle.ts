/**
 * What a firewall or a NAT does whose memory of a connection ran out: after so long a silence everything vanishes,
 * and nobody is told.
 */
import type { Disturbance } from './disturbance.ts'

export const dropWhenIdle =
  (milliseconds: number): Disturbance =>
  (outlet) => {
    let forgotten = false
    let stop = () => {}
    const wait = () => {
      stop()
      stop = outlet.after(milliseconds, () => {
        forgotten = true
      })
    }
    wait()
    return {
      take: (bytes) => {
        if (forgotten) return
        outlet.write(bytes)
        wait()
      },
      ended: () => {
        if (!forgotten) outlet.end()
      },
      release: () => stop(),
    }
  }
