/** The built import thread with texts made to keep a parser busy, and the built server meanwhile. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterEach, describe, expect, test } from 'vitest'
import type { PadSummary, Problem } from '../../protocol/api.ts'
import { systemClock } from '../../server/clock.ts'
import { startImportThread } from '../../server/content/import-thread.ts'
import { createImporter, type Importer } from '../../server/content/importer.ts'
import { eventually } from '../harness/eventually.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

const BUILT = new URL('../../dist/server/content/import-worker.js', import.meta.url)
/** Hundreds of thousands of list items: a minute of work, and 4 MB as JSON. */
const HOSTILE = '- x\n'.repeat(800_000)

let importer: Importer | undefined
let server: PadServer | undefined
afterEach(async () => {
  await importer?.close()
  await server?.close()
  importer = undefined
  server = undefined
})

const open = (limitMs: number): Importer =>
  createImporter(
    { limitMs },
    { clock: systemClock, startThread: (answer) => startImportThread(answer, BUILT) },
  )

describe('the import thread', () => {
  test('[CO14] the event loop goes on while a hostile text is read, and the limit ends it', async () => {
    importer = open(1_000)
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    // What happens before the first sample would not be seen.
    await eventually('a first sample', () => delay.count > 0)
    const begun = performance.now()
    await expect(importer.read(HOSTILE)).rejects.toMatchObject({ code: 'markdown-too-costly' })
    delay.disable()
    const took = performance.now() - begun
    expect(took).toBeGreaterThan(900)
    expect(took).toBeLessThan(5_000)
    // Sending the text to the thread and a busy machine cost some; reading it here would cost the whole second.
    expect(delay.max / 1e6).toBeLessThan(700)
  })

  test('[CO14] ordinary texts, refusals and the next text pass through the thread', async () => {
    importer = open(10_000)
    expect(await importer.read('# Plan\n\ntext')).toMatchObject({ heading: 'Plan' })
    await expect(importer.read('> '.repeat(200))).rejects.toMatchObject({ code: 'markdown-too-deep' })
    expect((await importer.read('text')).content.byteLength).toBeGreaterThan(4)
  })

  test('[CO14] the built server answers others while it imports, and says why it gave up', async () => {
    server = await startPadServer()
    const { url } = server
    const post = (markdown: string) =>
      fetch(`${url}/api/pads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ markdown }),
      })
    let over = false
    const hostile = post(HOSTILE).finally(() => {
      over = true
    })
    let slowest = 0
    while (!over) {
      const begun = performance.now()
      expect((await fetch(`${url}/live/health`)).status).toBe(200)
      slowest = Math.max(slowest, performance.now() - begun)
    }
    expect(slowest).toBeLessThan(2_500)
    const refused = await hostile
    expect(refused.status).toBe(422)
    expect((await refused.json()) as Problem).toMatchObject({ code: 'markdown-too-costly' })
    const good = await post('# Fine\n\ntext')
    expect([good.status, ((await good.json()) as PadSummary).title]).toEqual([201, 'Fine'])
  })
})
