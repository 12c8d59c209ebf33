/**
 * Every number both ends must agree on, in one place, with its unit and reason. A server may be configured to
 * less; a client never assumes more.
 */

/** Bytes of one frame. y-websocket has no chunking (its issue #189), so one paste must fit into one frame. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024
/** Bytes of one client's awareness state as JSON: name, colour, two relative positions; OWASP-style small. */
export const MAX_AWARENESS_BYTES = 4 * 1024
/** Awareness entries in one frame: more than people in the largest room that measured well. */
export const MAX_AWARENESS_ENTRIES = 2048
/** Bytes of all frames of one peer that wait for a missing predecessor (two tabs over BroadcastChannel). */
export const MAX_HELD_BYTES = 4 * 1024 * 1024
/** Frames of one peer that wait for a missing predecessor. */
export const MAX_HELD_FRAMES = 256
/** New client ids one update may introduce: a long-offline merge of many tabs is tens, an attack is thousands. */
export const MAX_CLIENTS_PER_UPDATE = 50_000
/** Milliseconds within which every peer receives some frame; y-websocket's watchdog closes after 30 s. */
export const KEEPALIVE_MS = 20_000
/** Bytes of a document's state up to which it travels inside the page. */
export const MAX_INLINE_STATE_BYTES = 64 * 1024
/** Characters of a title that are indexed and shown in the list. */
export const MAX_TITLE_LENGTH = 300
/** Clock ticks that one update may cover without bytes (deleted and collected content): 64 Mi characters. */
export const MAX_CONTENTLESS_LENGTH = 64 * 1024 * 1024
/** Awareness clients one peer may speak for: its own, and other tabs it relays over BroadcastChannel. */
export const MAX_AWARENESS_CLIENTS_PER_PEER = 32
/** Milliseconds for which the HTTP exchange holds a request that asks for news; proxies cut from 60 s on. */
export const MAX_EXCHANGE_WAIT_MS = 55_000
/** Milliseconds after its last request for which an exchange client counts as here. */
export const EXCHANGE_LEASE_MS = 30_000
/** Milliseconds for which the parts of a frame are kept after the last of them came. */
export const PARTS_KEPT_MS = 30_000
/** Bytes of parts kept for one address; a single frame may take MAX_FRAME_BYTES, or no large paste got through. */
export const MAX_PARTS_BYTES = 8 * 1024 * 1024
/** Parts of one frame: MAX_FRAME_BYTES in parts of 1 KiB. */
export const MAX_PARTS = 16_384
/** Milliseconds for which a deleted pad can be restored; then its content is gone and its id stays deleted. */
export const RESTORE_MS = 24 * 60 * 60 * 1000
/** Bytes a client lets wait to be sent; past them the connection is given up, and sync sends what is missing. */
export const MAX_UNSENT_BYTES = 2 * MAX_FRAME_BYTES
