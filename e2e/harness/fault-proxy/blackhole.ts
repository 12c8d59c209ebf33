/**
 * Half-open: bytes are thrown away and nobody hears of an end, as when a NAT forgot the connection or a cable
 * was pulled. A stream that lost bytes is of no use afterwards: reset it.
 */
import type { Disturbance } from './disturbance.ts'

export const blackhole: Disturbance = () => ({ take: () => {}, ended: () => {}, release: () => {} })
