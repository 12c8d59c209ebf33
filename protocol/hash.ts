/** FNV-1a, 32 bits: tells whether the parts of a frame are whole and in order. No protection against intent. */

const OFFSET_BASIS = 0x811c9dc5
const PRIME = 0x01000193

export function fnv1a32(bytes: Uint8Array): number {
  let hash = OFFSET_BASIS
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME)
  return hash >>> 0
}
