/**
 * The JSON that server and browser exchange over plain HTTP: what a page carries about itself and what the
 * pads API answers. Times are ISO 8601 in UTC. Types only.
 */
import type { PadLinkList } from './access.ts'
import type { PageToken } from './page-token.ts'

/** One row of the list of pads, and the answer for a single pad. */
export interface PadSummary {
  readonly id: string
  readonly title: string
  readonly generation: string
  readonly createdAt: string
  readonly updatedAt: string
  /** Present on a deleted pad that can still be restored (the answer to DELETE, and of 410 problems). */
  readonly deletedAt?: string
  /** How many peers are in the pad at the moment. */
  readonly people: number
}

/** The answer to making a pad; with its links where pads open by links. */
export interface NewPad extends PadSummary {
  readonly links?: PadLinkList
}

export interface PadList {
  readonly pads: readonly PadSummary[]
  /** Opaque; pass it as `cursor` for the next page. null at the end. */
  readonly next: string | null
}

/** RFC 9457 problem details with a stable `code`. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
}

/** What the pad page carries in `<script type="application/json" id="holdfast-page">`. */
export interface PadPage {
  readonly padId: string
  /** null while the pad has not come into being: it does with its first edit. */
  readonly generation: string | null
  /** Sequence of the last update contained in the state that came with the page; 0 for nothing yet. */
  readonly sequence: number
  readonly title: string
  /** Path prefix of the deployment, always ending in a slash: `/` or `/pads/`. */
  readonly base: string
  /** Shows the server that a page of its own asks (page-token.ts); absent on a page it did not send. */
  readonly token?: PageToken
  /** null when the state is inline (`id="holdfast-state"`, base64); else where to fetch the Yjs v1 update. */
  readonly stateUrl: string | null
  /** Present where pads open by links: what the link allows. Absent, everybody may edit. */
  readonly may?: 'read' | 'edit'
  /** Present when the stored pad is damaged: shown, never edited. */
  readonly damage: string | null
}

/** What the page shown without the server carries in the same element. */
export interface OfflinePage {
  readonly base: string
  readonly offline: true
}

/** What the page of a pad that is deleted, or closed to whoever asks, carries in the same element. */
export interface DeletedPage {
  readonly base: string
  readonly padId: string
}

/** What the list page carries in the same element. */
export interface ListPage {
  readonly base: string
  readonly token: PageToken
  readonly list: PadList
}

/** What the page of the connection check carries in the same element. */
export interface DiagnosePage {
  readonly base: string
  /** Pads open by links alone, and this page has none. */
  readonly byLinks: boolean
  readonly token: PageToken
}

/** Response headers beside the bytes of `export?format=yjs`. */
export const GENERATION_HEADER = 'Holdfast-Generation'
export const SEQUENCE_HEADER = 'Holdfast-Sequence'

export const PAGE_ELEMENT_ID = 'holdfast-page'
export const STATE_ELEMENT_ID = 'holdfast-state'
