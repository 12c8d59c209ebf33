/** A pad that is meant to do harm, opened by people as page and as downloaded file. */
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { en } from '../../protocol/words/en.ts'
import { eventually } from '../harness/eventually.ts'
import { createPad, test } from '../harness/fixtures.ts'
import { collabUrl, openForeignClient } from '../harness/foreign-client.ts'

const HARM = [
  '<script>document.title = "ran"</script>',
  '<img src=x onerror=\'document.title = "ran"\'>',
  '[click](javascript:document.title="ran")',
  '![x](data:image/svg+xml,<svg onload=\'document.title="ran"\'/>)',
]

test('[CO15] a downloaded page of a hostile pad runs nothing, although no policy protects it there', async ({
  person,
  url,
}) => {
  const { id } = await createPad(url, { title: `${HARM[0]}</title>${HARM[0]}`, markdown: HARM.join('\n\n') })
  const stranger = openForeignClient({ flavour: '3.1.0', serverUrl: collabUrl(url), pad: id })
  await stranger.synced()
  const script = new Y.XmlElement('script')
  script.insert(0, [new Y.XmlText('document.title = "ran"')])
  const link = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  text.insert(0, 'a link of another program', { link: { href: 'javascript:document.title="ran"' } })
  link.insert(0, [text])
  stranger.doc.getXmlFragment('prosemirror').push([script, link])
  await eventually('it is there', async () =>
    (await (await fetch(`${url}/api/pads/${id}/export?format=txt`)).text()).includes('another program'),
  )
  stranger.close()

  const ada = await person()
  await ada.open(`${url}/p/${id}`)
  await ada.page.getByRole('button', { name: en.pad.menu, exact: true }).click()
  const download = ada.page.waitForEvent('download')
  await ada.page.getByRole('link', { name: en.pad.formats.html }).click()
  const path = await (await download).path()
  const html = await readFile(path, 'utf8')

  const reader = await person()
  const dialogs: string[] = []
  reader.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await reader.page.setContent(html, { waitUntil: 'load' })
  await expect(reader.page.getByText('another program')).toBeVisible()
  for (const name of ['click', 'a link of another program']) await reader.page.getByText(name).first().click()
  expect(await reader.page.title()).not.toBe('ran')
  expect(await reader.page.locator('script, iframe, object, embed, svg, [onerror], [onload]').count()).toBe(0)
  expect(await reader.page.locator('a[href^="javascript" i], [src^="data" i]').count()).toBe(0)
  expect(dialogs).toEqual([])
  expect(reader.page.url()).toBe('about:blank')
})
