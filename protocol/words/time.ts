/** Moments in words, in any language that `Intl` knows; only "just now" is a sentence of ours. */

export interface TimeWords {
  /** `3 minutes ago`; the exact moment is shown on hover. */
  ago(milliseconds: number): string
  exact(at: number): string
}

/** `locale` is a BCP 47 tag. */
export function createTimeWords(locale: string, justNow: string): TimeWords {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' })
  return {
    ago: (milliseconds) => {
      const seconds = Math.max(0, Math.round(milliseconds / 1000))
      if (seconds < 45) return justNow
      const minutes = Math.round(seconds / 60)
      if (minutes < 60) return relative.format(-minutes, 'minute')
      const hours = Math.round(minutes / 60)
      if (hours < 24) return relative.format(-hours, 'hour')
      const days = Math.round(hours / 24)
      if (days < 30) return relative.format(-days, 'day')
      const months = Math.round(days / 30.44)
      return months < 12
        ? relative.format(-months, 'month')
        : relative.format(-Math.round(days / 365.25), 'year')
    },
    exact: (at) => exact.format(at),
  }
}
