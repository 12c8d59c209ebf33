/** A bit flips on the disk under one pad: it is noticed, told and contained. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { openAcknowledgedWriter } from '../harness/acknowledged-writer.ts'
import { eventually } from '../harness/eventually.ts'
import { createPad, test } from '../harness/fixtures.ts'
import { startPadServer } from '../harness/pad-server.ts'

/** Flips one bit of the first place where a file below the folder holds this text; answers how many files do. */
async function flipBitIn(folder: string, text: string): Promise<number> {
  let found = 0
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name)
    const bytes = await readFile(file).catch(() => Buffer.alloc(0))
    const at = bytes.indexOf(text)
    if (at < 0) continue
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    await writeFile(file, bytes)
    found += 1
  }
  return found
}

test('[E229] a damaged pad is readable up to the damage, cannot be edited, and harms no other', async ({
  person,
}) => {
  const server = await startPadServer()
  try {
    const { id } = await createPad(server.url, { title: 'Hurt', markdown: 'The good beginning.' })
    const writer = openAcknowledgedWriter(server.url, id)
    await writer.ready()
    writer.insert('UNMISTAKABLE')
    await eventually('it is durable', () => writer.durable().length === 1)
    writer.close()
    // Damage at the very end would be taken for the torn tail that a crash leaves; here something follows.
    const { id: other } = await createPad(server.url, { title: 'Sound', markdown: 'Sound text.' })
    await server.kill()
    expect(await flipBitIn(server.folder, 'UNMISTAKABLE')).toBe(1)
    await server.start()

    const ada = await person()
    await ada.open(`${server.url}/p/${id}`)
    await expect(ada.page.getByText('The good beginning.')).toBeVisible()
    await expect(ada.page.getByText(en.damaged('').slice(0, 40))).toBeVisible()
    await expect(ada.text).toHaveCount(0)
    await expect(ada.status).not.toContainText(en.status.saved)

    const bert = await person()
    await bert.openLive(`${server.url}/p/${other}`)
    await bert.text.click()
    await bert.page.keyboard.type('Written on. ')
    await expect(bert.status).toContainText(en.status.saved)
    await eventually('the log names the pad', () => server.child().output().includes(id))
  } finally {
    await server.close()
  }
})
