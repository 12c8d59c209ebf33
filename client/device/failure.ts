/**
 * Why text could not be kept on this device. A stable code that the words of the interface are chosen by; the
 * browser's own message travels along as the cause. Knows nothing of pads.
 */
export type DeviceFailure =
  /** This browser offers the page no storage: switched off, or a window that keeps nothing. */
  | 'missing'
  /** The storage does not answer, or another tab holds it. */
  | 'blocked'
  /** The space this site may use is used up. */
  | 'full'
  /** The storage answered with an error. */
  | 'failed'

export class DeviceError extends Error {
  readonly code: DeviceFailure
  constructor(code: DeviceFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DeviceError'
    this.code = code
  }
}

const nameOf = (cause: unknown): string => (cause as { name?: unknown } | null)?.name?.toString() ?? ''

/** By the names that the IndexedDB and Storage standards give; what has no name of its own is `failed`. */
export const asDeviceError = (cause: unknown, what: string): DeviceError => {
  if (cause instanceof DeviceError) return cause
  const name = nameOf(cause)
  if (name === 'QuotaExceededError') {
    return new DeviceError('full', `${what}: the space for this site is used up; free some.`, { cause })
  }
  if (name === 'SecurityError') {
    return new DeviceError('missing', `${what}: the browser refuses storage to this page.`, { cause })
  }
  return new DeviceError('failed', `${what}: the storage answered ${name || 'with an error'}.`, { cause })
}
