/**
 * Waiting in stories. A story tells what happened instead of failing, so a bound that is reached is an answer; the
 * bounds are for lines that hang, and no verdict on a page that works or fails is ever their work.
 */
import type { Locator } from '@playwright/test'

/** For what a page does by itself once something got through, or did not. */
export const SETTLES_MS = 30_000

/** Whether it came on the screen, or into the document, within the bound. */
export const appears = (
  place: Locator,
  state: 'visible' | 'attached' = 'visible',
  timeout = SETTLES_MS,
): Promise<boolean> =>
  place
    .first()
    .waitFor({ state, timeout })
    .then(
      () => true,
      () => false,
    )
