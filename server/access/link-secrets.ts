/**
 * The secrets of a pad's two links, and what is kept to know them again. Pure. The secret of the read-only link is
 * made from that of the edit link, so that whoever may edit can be shown both while the server keeps neither:
 * only SHA-256 of each, which is enough for 128 random bits (docs/decisions/0008).
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkMark, PadLinks } from '../storage/storage.ts'
import type { Right } from './access.ts'

/** 16 bytes in base64url. */
const FORM = /^[A-Za-z0-9_-]{22}$/

export const isSecret = (text: string): boolean => FORM.test(text)

/** `random` are 16 bytes nobody can guess. */
export const editSecret = (random: Uint8Array): string => Buffer.from(random).toString('base64url')

/** The secret of the read-only link, as often as it was renewed under one edit link. */
export const readSecret = (edit: string, renewals: number): string =>
  createHmac('sha256', edit)
    .update(`read-only link ${renewals}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url')

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const markOf = (secret: string, now: number): LinkMark => ({
  hash: digest(secret).toString('base64url'),
  madeAt: now,
})

const fits = (mark: LinkMark | undefined, secret: string): boolean =>
  mark !== undefined && timingSafeEqual(Buffer.from(mark.hash, 'base64url'), digest(secret))

/** What a secret opens; undefined for one that is not, or no longer, of this pad. */
export const rightOf = (links: PadLinks | undefined, secret: string): Right | undefined => {
  if (links === undefined || !isSecret(secret)) return undefined
  if (fits(links.edit, secret)) return 'edit'
  return fits(links.read, secret) ? 'read' : undefined
}

/** Both links anew: what a pad begins with, and what follows when an edit link went astray. */
export const newLinks = (edit: string, now: number): PadLinks => ({
  edit: markOf(edit, now),
  read: markOf(readSecret(edit, 0), now),
  renewals: 0,
})

/** Another read-only link under the same edit link. */
export const renewedRead = (links: PadLinks, edit: string, now: number): PadLinks => {
  const renewals = links.renewals + 1
  return { ...links, read: markOf(readSecret(edit, renewals), now), renewals }
}

export const without = ({ edit, read, renewals }: PadLinks, which: Right): PadLinks => ({
  ...(edit && which !== 'edit' && { edit }),
  ...(read && which !== 'read' && { read }),
  renewals,
})
