/** The two platform classes that browsers and Node share and that protocol/ uses; it sees neither's other types. */
declare global {
  class TextDecoder {
    constructor(label: 'utf-8', options: { fatal: true; ignoreBOM: true })
    decode(input: Uint8Array): string
  }
  class TextEncoder {
    encode(input: string): Uint8Array
  }
}

export {}
