/** The platform as the rest of the app receives it, so that tests can hand in another one. */
export const browser = {
  setTimeout: (run: () => void, ms: number): number => window.setTimeout(run, ms),
  clearTimeout: (timer: number): void => window.clearTimeout(timer),
  requestAnimationFrame: (run: () => void): number => window.requestAnimationFrame(run),
  cancelAnimationFrame: (frame: number): void => window.cancelAnimationFrame(frame),
  wait: (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms)),
  now: (): number => Date.now(),
  fetch: (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => window.fetch(input, init),
  deviceOnline: (): boolean => navigator.onLine,
  /** A new tab that gets neither a handle on this page nor its address. */
  open: (url: string): void => {
    window.open(url, '_blank', 'noopener,noreferrer')
  },
  random: (): number => Math.random(),
  randomBytes: (count: number): Uint8Array => window.crypto.getRandomValues(new Uint8Array(count)),
  indexedDB: (): IDBFactory | undefined => window.indexedDB,
  mac: /Mac|iP(hone|ad|od)/.test(navigator.userAgent),
}

export type Browser = typeof browser
