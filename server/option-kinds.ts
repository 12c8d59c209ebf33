/**
 * What an option is and how its text becomes a value: whole numbers, choices, addresses, lists. Refuses to know
 * which options there are.
 */
import { type Network, readNetworks } from './admission/networks.ts'

/** How one option is written in the environment and what it becomes. */
export interface Option<T> {
  readonly name: string
  /** As it would be written in the environment; the empty string when there is none. */
  readonly default: string
  readonly unit: string
  readonly about: string
  /** Its value is never repeated in a message. */
  readonly secret?: true
  /** Answers the value, or a sentence that says what was expected. */
  read(text: string): T | Expected
}

/** Why a value was not taken. */
export interface Expected {
  readonly expected: string
}

export const whole =
  (least: number, most: number) =>
  (text: string): number | Expected => {
    const value = Number(text)
    const fits = /^\d+$/.test(text) && value >= least && value <= most
    return fits ? value : { expected: `a whole number from ${least} to ${most}` }
  }

export const oneOf =
  <T extends string>(...values: readonly T[]) =>
  (text: string): T | Expected =>
    values.find((value) => value === text) ?? { expected: `one of ${values.join(', ')}` }

export const some =
  (what: string) =>
  (text: string): string | Expected =>
    text === '' ? { expected: what } : text

/** What a header can carry as one word (RFC 6750 §2.1), long enough not to be guessed; undefined for none. */
export const secretWord =
  (least: number) =>
  (text: string): string | undefined | Expected => {
    if (text === '') return undefined
    const fits = text.length >= least && /^[A-Za-z0-9._~+/-]+=*$/.test(text)
    return fits ? text : { expected: `at least ${least} characters of A-Z a-z 0-9 . _ ~ + / -` }
  }

export function httpUrl(text: string): string | undefined | Expected {
  if (text === '') return undefined
  const url = URL.parse(text)
  const fits = url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.search && !url.hash
  return fits
    ? url.href
    : { expected: 'an http or https address without query, such as https://pads.example.org/' }
}

/** Addresses without a path, as browsers send them in Origin: compared letter by letter. */
export function originList(text: string): readonly string[] | Expected {
  const origins = listed(text)
  return origins.every((origin) => URL.parse(origin)?.origin === origin)
    ? origins
    : {
        expected: 'origins separated by commas, such as https://wiki.example.org, without a slash at the end',
      }
}

export const networkList = (text: string): readonly Network[] | Expected =>
  readNetworks(text) ?? { expected: 'addresses or networks separated by commas, such as 10.0.0.0/8, ::1' }

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')

export const MINUTE = 60_000

export const isExpected = (value: unknown): value is Expected =>
  typeof value === 'object' && value !== null && 'expected' in value

export const onOrOff = (text: string): boolean | Expected =>
  text === 'on' ? true : text === 'off' ? false : { expected: 'on or off' }
