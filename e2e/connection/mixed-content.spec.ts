/**
 * An app of one's own with `ws:` in its address, on a page that came by https: somebody put TLS in front and forgot
 * the address. The app is the example of the guide, for Holdfast.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { build, type Rolldown } from 'vite'
import { WebSocket as NodeWebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { Doc } from 'yjs'
import { ROOT } from '../harness/pad-server.ts'
import { createApps } from '../proxies/apps.ts'
import { startWay } from '../proxies/start-way.ts'
import { test } from './fixtures.ts'

/** As a bundler makes it of what the guide says, with this address. */
async function exampleFor(address: string): Promise<string> {
  const guide = await readFile(join(ROOT, 'docs/connection.md'), 'utf8')
  const example = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  // Inside the package, so that its own name leads to what the package exports.
  const folder = join(ROOT, 'test-results', `mixed-content-${process.pid}`)
  const input = join(folder, 'example.js')
  await mkdir(folder, { recursive: true })
  try {
    await writeFile(
      input,
      example.replace('ws://127.0.0.1:1234', address).replace(/^ *exchange: false.*\n/m, ''),
    )
    const options = { write: false, minify: false, modulePreload: false, rolldownOptions: { input } } as const
    const built = await build({ configFile: false, root: ROOT, logLevel: 'warn', build: options })
    return (built as Rolldown.RolldownOutput).output[0].code
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('[CN29, CN36, E318] an app on an https page with a ws: address is live by HTTP and throws nothing', {
  tag: '@firefox',
}, async ({ person, expectComplaints }) => {
  // That it is refused is said by the browser, and asked for below.
  expectComplaints.push(/^console: Mixed Content/)
  const apps = createApps()
  const stand = await startWay({ hops: [{ good: 'nginx', tls: true }] }, apps)
  const doc = new Doc()
  try {
    const { page } = await person({ ignoreHTTPSErrors: true })
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    const code = await exampleFor(`${stand.url.replace('https:', 'ws:')}/collab`)
    await page.route('**/own-app', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!doctype html><script type="module">${code}</script>`,
      }),
    )
    await page.goto(`${stand.url}/own-app`)
    await expect.poll(() => said).toContain('connection: live exchange')
    const refusal = await page.evaluate(() => {
      try {
        return new WebSocket(location.href.replace('https:', 'ws:')).url
      } catch (failure) {
        return (failure as DOMException).name
      }
    })
    expect(refusal).toBe('SecurityError')

    const other = new WebsocketProvider(`${stand.direct?.replace('http', 'ws')}/collab`, 'my-document', doc, {
      WebSocketPolyfill: NodeWebSocket as unknown as typeof WebSocket,
      disableBc: true,
    })
    await expect.poll(() => doc.getText('notes').toString()).toBe('hello')
    other.destroy()
    await page.close()
  } finally {
    doc.destroy()
    await stand.close()
    await apps.close()
  }
})
