/**
 * Who may do what with a pad: the one seam behind which that is decided. WebSocket, exchange, API and pages ask
 * here and nowhere else, and enforce the answer themselves. Refuses to know how somebody proves a right: open.ts
 * gives everybody every right, links.ts goes by links, and whoever embeds Holdfast can put a third beside them.
 */

/** `read` sees text and people and may be seen; `edit` changes text, title, links, and the pad as a whole. */
export type Right = 'read' | 'edit'

/** As much of a request as is looked at; a WebSocket handshake is one too. */
export interface Requesting {
  readonly url?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** What one request may do with one pad. */
export interface Pass {
  readonly right: Right
  /** Whether it would still be given, and the same: asked after the pad's links changed, and after waiting. */
  holds(): boolean
}

export interface Access {
  /** Pads open by links alone: pages offer them to whoever may edit, and lead to no list. */
  readonly byLinks: boolean
  /** Throws Denied `administrator-needed` when whoever asks may not see which pads there are, and make new ones. */
  refuseStranger(request: Requesting): void
  /** Throws Denied `link-needed` or `link-unknown`; which of them says nothing about whether the pad exists. */
  pass(request: Requesting, padId: string): Pass
}
