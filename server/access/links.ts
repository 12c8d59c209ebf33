/**
 * Rights by links: whoever shows the secret of a pad's edit link may edit it, of its read-only link read it, and
 * the administrator everything. Of several secrets shown the one that opens most counts: opening a read-only link
 * takes nothing from a browser that may edit. Keeps nothing; what a pad's links are is asked each time.
 */
import { Denied } from '../admission/denials.ts'
import type { PadLinks } from '../storage/storage.ts'
import type { Access, Pass, Requesting, Right } from './access.ts'
import { rightOf } from './link-secrets.ts'
import { shownKeys } from './shown-keys.ts'

export interface LinkAccessDeps {
  linksOf(padId: string): PadLinks | undefined
  isAdministrator(request: Requesting): boolean
  /** The server itself reads this pad, which does not exist, to see whether WebSocket works from outside. */
  isOwnLook(padId: string): boolean
}

export function createLinkAccess({ linksOf, isAdministrator, isOwnLook }: LinkAccessDeps): Access {
  const bestOf = (padId: string, keys: readonly string[]): Right | undefined => {
    const links = linksOf(padId)
    const rights = keys.map((key) => rightOf(links, key))
    return rights.includes('edit') ? 'edit' : rights.find((right) => right !== undefined)
  }

  function pass(request: Requesting, padId: string): Pass {
    if (isAdministrator(request)) return { right: 'edit', holds: () => true }
    if (isOwnLook(padId)) return { right: 'read', holds: () => isOwnLook(padId) }
    const keys = shownKeys(request)
    const right = bestOf(padId, keys)
    if (right !== undefined) return { right, holds: () => bestOf(padId, keys) === right }
    if (keys.length === 0) {
      throw new Denied(
        'link-needed',
        'On this server a pad opens by its link, and none was shown. Open the link you were sent, whole. If you ' +
          'just did, this browser did not send back the cookie the link is kept in: allow cookies for this site.',
      )
    }
    throw new Denied(
      'link-unknown',
      'The link is not one of this pad: it was replaced or switched off, or is not whole. Ask whoever sent it for the one that is good now.',
    )
  }

  return {
    byLinks: true,
    refuseStranger: (request) => {
      if (isAdministrator(request)) return
      throw new Denied(
        'administrator-needed',
        'On this server pads open by their links, and only its administrator sees the list and makes new ones. ' +
          'Open the link you were sent, or ask whoever runs the server for a pad.',
      )
    },
    pass,
  }
}

/** Throws Denied `read-only` for whoever may only read. */
export function demandEdit({ right }: Pass): void {
  if (right === 'edit') return
  throw new Denied(
    'read-only',
    'This link is for reading only; nothing was changed. Whoever sent it can send the edit link.',
  )
}
