import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { precompress } from './precompress.ts'

test('[HT29] what is text and worth it lies beside itself in both forms, and is the same in each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-precompress-'))
  try {
    const script = 'export const words = "so many of them"\n'.repeat(100)
    writeFileSync(join(folder, 'pad-1.js'), script)
    writeFileSync(join(folder, 'small-1.js'), 'export {}\n')
    writeFileSync(join(folder, 'font-1.woff2'), script)
    const { plain, brotli } = await precompress(folder)
    expect(readdirSync(folder).sort()).toEqual(
      ['font-1.woff2', 'pad-1.js', 'pad-1.js.br', 'pad-1.js.gz', 'small-1.js'].sort(),
    )
    expect(brotliDecompressSync(readFileSync(join(folder, 'pad-1.js.br'))).toString()).toBe(script)
    expect(gunzipSync(readFileSync(join(folder, 'pad-1.js.gz'))).toString()).toBe(script)
    expect(brotli).toBeLessThan(plain / 10)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
