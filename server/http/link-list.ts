/**
 * A pad's links as they are told, and the drawing of new ones. Of a link that was made before, the address is told
 * to whoever shows the edit link, because all of them follow from it; nobody else can know it, the server included.
 */
import { randomBytes } from 'node:crypto'
import { KEY_PARAMETER, type PadLink, type PadLinkList } from '../../protocol/access.ts'
import { editSecret, readSecret } from '../access/link-secrets.ts'
import type { LinkMark, PadLinks } from '../storage/storage.ts'

/** Fresh random bits for an edit link. */
export const drawEditSecret = (): string => editSecret(randomBytes(16))

/** What is told of a pad's links; `edit` is the secret of its edit link where that is known. */
export function tellLinks(
  base: string,
  padId: string,
  links: PadLinks,
  edit: string | undefined,
): PadLinkList {
  const tell = (mark: LinkMark | undefined, secret: string | undefined): PadLink | null =>
    mark === undefined
      ? null
      : { madeAt: new Date(mark.madeAt).toISOString(), url: secret ? linkTo(base, padId, secret) : null }
  return { edit: tell(links.edit, edit), read: tell(links.read, edit && readSecret(edit, links.renewals)) }
}

const linkTo = (base: string, padId: string, secret: string): string =>
  `${base}p/${padId}?${KEY_PARAMETER}=${secret}`
