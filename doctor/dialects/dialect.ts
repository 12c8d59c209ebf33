/**
 * What the doctor has to know of an app to knock at its socket: where its socket is, how it is recognised, and
 * what may be said over the socket without an account. One file per dialect; none of them diagnoses.
 */
import type { Answered } from '../wire/ask.ts'
import type { OpenSocket } from '../wire/websocket.ts'

export const DIALECTS = [
  'holdfast',
  'y-websocket',
  'hocuspocus',
  'engine.io',
  'etherpad',
  'plane',
  'generic',
] as const
export type DialectName = (typeof DIALECTS)[number]

/** What came of speaking: `answers`, or what happened instead. */
export interface Spoken {
  readonly answers: boolean
  /** One sentence. */
  readonly detail: string
}

export interface Sign {
  /** Below the base path. */
  readonly path: string
  /** In words, why this answer is of this dialect; undefined when it is not. */
  tells(answer: Answered): string | undefined
}

export interface Dialect {
  readonly name: DialectName
  /** As people call it. */
  readonly title: string
  /** Where a person's page is, below the base path; undefined when that is nobody's business. */
  readonly page?: (room: string) => string
  readonly health?: string
  /** Path and query of the socket, below the base path. */
  socket(room: string): string
  /** An address that refuses with this code of problem details where the app opens only by links. */
  readonly lock?: { readonly path: string; readonly code: string }
  /** What a good plain GET of the socket's path gets; undefined when nobody knows. */
  readonly plain?: { readonly status: number; readonly says: RegExp }
  readonly signs: readonly Sign[]
  /** Endings of an address that are no part of the base path, such as the page of a pad. */
  readonly endings?: RegExp
  /** Proves that what is sent arrives and is answered. */
  speak(socket: OpenSocket, room: string, within: number): Promise<Spoken>
  /** The app's way to live without WebSocket: GET with this path opens it. */
  readonly polling?: { readonly open: string; sid(answer: Answered): string | undefined }
}

export const bodyOf = (answer: Answered): string => answer.body.bytes.subarray(0, 64 * 1024).toString('utf8')

export function jsonOf(answer: Answered): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(answer.body.bytes.toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
