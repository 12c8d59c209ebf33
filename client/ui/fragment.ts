/** Plain data in the fragment of an address: JSON as base64url. What comes back is nobody's word, and is checked. */

/** Characters of one value: far more than an honest one has. */
const MAX_LENGTH = 8_000

export const writeJson = (value: object): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** undefined when it is missing, too long, or not JSON. */
export function readJson(text: string | null): unknown {
  if (text === null || text.length > MAX_LENGTH) return undefined
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    )
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
