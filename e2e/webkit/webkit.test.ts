/** The engine of Safari, as far as Debian has it: the essentials, direct and where WebSocket is blocked. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { en } from '../../protocol/words/en.ts'
import { eventually } from '../harness/eventually.ts'
import { createPad } from '../harness/fixtures.ts'
import { collabUrl, openForeignClient } from '../harness/foreign-client.ts'
import { forgetting, type Nginx, startNginx } from '../harness/nginx.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { openWindow, type Window, webKitProgram } from './webkit.ts'

const TEXT = '.ProseMirror[contenteditable="true"]'
const CHIP = 'button[aria-describedby="status-label"]'
const PANEL = '#status-panel'
const ARRIVES_MS = 30_000

const isMissing = webKitProgram === undefined
const title = isMissing ? 'WebKit is not here: webkit2gtk-driver and xvfb bring it' : 'WebKit'

describe(title, () => {
  let server: PadServer
  let blocking: Nginx
  let window: Window
  beforeAll(async () => {
    if (isMissing) return
    server = await startPadServer()
    blocking = await startNginx(server.port, forgetting('Upgrade', 'Connection'))
    window = await openWindow()
  }, 120_000)
  afterAll(async () => {
    await window?.close()
    await blocking?.close()
    await server?.close()
  })

  beforeEach(({ skip }) => skip(isMissing, title))

  const DOORS = [
    ['direct', () => server.url, en.status.live],
    ['where no WebSocket passes', () => blocking.url, en.status.liveByHttp],
  ] as const

  test.for(DOORS)('[E231] %s, two people write together and a reload keeps it', async ([, url, live]) => {
    const { id } = await createPad(server.url, { title: 'WebKit', markdown: 'written before' })
    const other = openForeignClient({ flavour: '3.1.0', serverUrl: collabUrl(server.url), pad: id })
    const arrived = () => other.paragraphs().some((text) => text.includes('from WebKit'))
    try {
      await window.goTo(`${url()}/p/${id}`)
      await window.reads(TEXT, 'written before')
      await other.synced()
      other.write('by the other')
      await window.reads(TEXT, 'by the other')
      await window.type(TEXT, 'from WebKit ')
      await eventually('what was typed in WebKit arrives', arrived, ARRIVES_MS)
      await window.reads(CHIP, en.status.saved)
      await window.reads(PANEL, live)
      await window.reload()
      expect(await window.reads(TEXT, 'from WebKit'), window.program).toContain('by the other')
    } finally {
      other.close()
    }
  })
})
