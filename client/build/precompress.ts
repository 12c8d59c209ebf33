/**
 * Compresses what browsers load, once and as small as it gets, beside the files themselves: `x.js.br` and `x.js.gz`.
 * The server only picks one. Refuses to know what is in them.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** What is text, and not compressed in itself. */
const TEXT = /\.(js|css|svg|json|map)$/
/** Below this an answer fits into one packet anyway. */
const WORTH_BYTES = 1024

const FORMS = [
  {
    suffix: '.br',
    make: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  {
    suffix: '.gz',
    make: (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  },
]

/** Bytes of the files in `folder`, as they are and as they travel with brotli. */
export async function precompress(
  folder: string,
): Promise<{ readonly plain: number; readonly brotli: number }> {
  let [plain, brotli] = [0, 0]
  for (const name of await readdir(folder)) {
    if (!TEXT.test(name)) continue
    const bytes = await readFile(join(folder, name))
    plain += bytes.length
    let least = bytes.length
    for (const { suffix, make } of bytes.length < WORTH_BYTES ? [] : FORMS) {
      const made = await make(bytes)
      if (made.length >= bytes.length) continue
      await writeFile(join(folder, name + suffix), made)
      least = Math.min(least, made.length)
    }
    brotli += least
  }
  return { plain, brotli }
}
