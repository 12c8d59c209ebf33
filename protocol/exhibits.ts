/**
 * What the exhibits' pages and their routes agree on. Exhibits are clients built the way people deploy them, kept
 * to show what goes wrong there; nothing of the product knows this file.
 */

export const EXHIBITS = ['socket-only', 'five-attempts'] as const
export type ExhibitName = (typeof EXHIBITS)[number]

/** What an exhibit's page carries about itself, in the element a pad's page uses for the same. */
export interface ExhibitPage {
  readonly padId: string
  /** Path prefix of the deployment, ending in a slash. */
  readonly base: string
}

/** Ids of the places that the server draws and an exhibit fills. */
export const EXHIBIT_PLACES = {
  title: 'exhibit-title',
  status: 'exhibit-status',
  text: 'exhibit-text',
  record: 'exhibit-record',
} as const

/** Below the deployment's base: where the second exhibit's socket.io listens. */
export const SOCKET_IO_PATH = 'exhibits/socket.io/'

/** The query by which the second exhibit allows its client to begin with polling: `?transports=polling`. */
export const POLLING_ALLOWED = 'polling'

/** Where the first exhibit's fallback reads and writes the stored text. */
export const storedTextUrl = (base: string, padId: string): string => `${base}exhibits/api/pads/${padId}/text`

/** Something that happened in an exhibit's page, as its record and the stories name it. */
export type ExhibitEvent =
  | 'connected'
  | 'closed'
  | 'synced'
  | 'fallback-asked'
  | 'fallback-failed'
  | 'fallback-refused'
  | 'fallback-stored'
  | 'attempt'
  | 'timed-out'
