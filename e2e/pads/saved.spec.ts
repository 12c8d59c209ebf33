/** "Saved" is never a lie, and leaving is only held up when something would be lost. */
import { expect, type Locator } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad, test as shared } from '../harness/fixtures.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

/** Tests here kill and starve servers, so each has one of its own. */
const test = shared.extend<{ server: PadServer; entry: string | undefined }>({
  entry: [undefined, { option: true }],
  server: async ({ entry }, use) => {
    const server = await startPadServer(entry === undefined ? {} : { entry })
    await use(server)
    await server.close()
  },
})

/** What the browser itself says on the console when a server is gone. */
const CUT = /ERR_CONNECTION_REFUSED|WebSocket connection/

/** Everything the status said, in order, from now on; read inside the page so that no moment is missed. */
async function recordStatus(status: Locator): Promise<() => Promise<string[]>> {
  const recording = await status.evaluateHandle((element) => {
    const said: string[] = []
    const note = () => {
      const text = element.textContent?.trim() ?? ''
      if (said.at(-1) !== text) said.push(text)
    }
    new MutationObserver(note).observe(element, { subtree: true, childList: true, characterData: true })
    return said
  })
  return () => recording.jsonValue()
}

test('[E208, UI1] a server that dies while someone types is never called saved', async ({
  server,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(CUT)
  const { id } = await createPad(server.url, { markdown: 'before' })
  const ada = await person()
  await ada.openLive(`${server.url}/p/${id}`)
  await ada.text.click()
  await server.kill()
  const said = await recordStatus(ada.status)
  await ada.page.keyboard.type('typed into the void', { delay: 20 })
  await expect(ada.status).not.toContainText(en.status.saved)
  await expect(ada.status).toContainText(en.status.onThisDevice)
  expect((await said()).filter((text) => text === en.status.saved)).toEqual([])
  // The line was up until the very last moment: the server comes back, and so does every letter.
  await server.start()
  await expect(ada.status).toContainText(en.status.saved, { timeout: 20_000 })
  const text = await (await fetch(`${server.url}/api/pads/${id}/export?format=txt`)).text()
  expect(text).toContain('typed into the void')
})

test('[E209, UI2] leaving is held up only while something would be lost', async ({
  server,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(CUT)
  const { id } = await createPad(server.url)
  const ada = await person()
  // With a copy on the device nothing would be lost.
  await ada.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
  await ada.openLive(`${server.url}/p/${id}`)
  await ada.text.click()
  await ada.page.keyboard.type('saved')
  await expect(ada.status).toContainText(en.status.saved)
  const asked: string[] = []
  ada.page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await ada.page.reload()
  await ada.text.waitFor()
  expect(asked).toEqual([])
  await ada.text.click()
  await server.kill()
  await ada.page.keyboard.type(' and not')
  await expect(ada.status).not.toContainText(en.status.saved)
  await ada.page.close({ runBeforeUnload: true })
  await expect.poll(() => asked).toEqual(['beforeunload'])
})

test.describe('with a disk that fills up', () => {
  test.use({ entry: 'dist/e2e/durability/full-disk.js' })

  test('[E210] a full disk is told as not saved, reading goes on, and it recovers by itself', async ({
    server,
    person,
    expectComplaints,
  }) => {
    expectComplaints.push(CUT)
    const { id } = await createPad(server.url, { markdown: 'before' })
    const [ada, bert] = [await person(), await person()]
    await ada.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
    await ada.openLive(`${server.url}/p/${id}`)
    server.child().send('full')
    await server.child().line(/disk is full/)
    await ada.text.click()
    await ada.page.keyboard.press('Control+End')
    await ada.page.keyboard.type(' written on a full disk')
    await expect(ada.status).toContainText(en.status.notSaved, { timeout: 15_000 })
    await bert.open(`${server.url}/p/${id}`)
    await expect(bert.text).toContainText('before')
    server.child().send('space')
    await expect(ada.status).toContainText(en.status.saved, { timeout: 20_000 })
    await server.kill()
    await server.start()
    const text = await (await fetch(`${server.url}/api/pads/${id}/export?format=txt`)).text()
    expect(text).toContain('written on a full disk')
  })
})
