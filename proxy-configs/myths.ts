/** What is said everywhere and did no harm when it was measured, by proxy. */
import type { Myth } from './fault.ts'

export const MYTHS: readonly Myth[] = []
