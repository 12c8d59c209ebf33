/**
 * The last row of a terminal while something takes longer than a second: what is waited for, and how long at most.
 * Silent everywhere else, and wiped before the report is written.
 */
import type { Check, CheckResult } from '../checks/check.ts'
import type { Platform } from '../wire/platform.ts'

export interface Progress {
  take(check: Check, result?: CheckResult): void
  /** Wipes the row for good. */
  close(): void
}

/** Whatever is quicker needs no word. */
const QUIET_MS = 1_000
const AGAIN_MS = 1_000
const WIPE = '\r\x1b[K'

export function createProgress(
  options: { readonly isTerminal: boolean; readonly width: number; readonly more: number },
  deps: { readonly platform: Pick<Platform, 'now' | 'after'>; write(text: string): void },
): Progress {
  const running = new Map<Check, number>()
  let stop: (() => void) | undefined
  let isShown = false

  function wipe(): void {
    if (isShown) deps.write(WIPE)
    isShown = false
  }

  function show(): void {
    stop = undefined
    const [oldest] = running
    if (oldest === undefined) {
      wipe()
      return
    }
    const [check, since] = oldest
    const waited = Math.round((deps.platform.now() - since) / 1000)
    const others = running.size > 1 ? ` and ${running.size - 1} more` : ''
    const most = check.seconds + Math.round(options.more / 1000)
    const text = `… ${check.name}${others}: ${waited} s, at most ${most} s`
    deps.write(`${WIPE}${text.slice(0, options.width - 1)}`)
    isShown = true
    stop = deps.platform.after(AGAIN_MS, show)
  }

  return {
    take: (check, result) => {
      if (!options.isTerminal) return
      if (result === undefined) running.set(check, deps.platform.now())
      else running.delete(check)
      if (running.size === 0) {
        stop?.()
        stop = undefined
        wipe()
      } else stop ??= deps.platform.after(QUIET_MS, show)
    },
    close: () => {
      stop?.()
      stop = undefined
      running.clear()
      wipe()
    },
  }
}
