/** Content this editor does not know is shown and left alone; content that would harm is shown without its harm. */
import { expect } from '@playwright/test'
import * as Y from 'yjs'
import { en } from '../../protocol/words/en.ts'
import { eventually } from '../harness/eventually.ts'
import { test } from '../harness/fixtures.ts'
import { collabUrl, type ForeignClient, openForeignClient } from '../harness/foreign-client.ts'

let stranger: ForeignClient | undefined
test.afterEach(() => {
  stranger?.close()
  stranger = undefined
})

const enter = async (url: string, pad: string): Promise<ForeignClient> => {
  stranger = openForeignClient({ flavour: '3.1.0', serverUrl: collabUrl(url), pad })
  await stranger.synced()
  return stranger
}

const bytesOf = async (url: string, pad: string) =>
  Buffer.from(await (await fetch(`${url}/api/pads/${pad}/export?format=yjs`)).arrayBuffer())

/** A table, which the editor of this release does not have. */
const table = (text: string): Y.XmlElement => {
  const [outer, row, cell] = ['table', 'table_row', 'table_cell'].map((name) => new Y.XmlElement(name)) as [
    Y.XmlElement,
    Y.XmlElement,
    Y.XmlElement,
  ]
  cell.insert(0, [new Y.XmlText(text)])
  row.insert(0, [cell])
  outer.insert(0, [row])
  return outer
}

test('[E217] a pad with unknown parts is shown whole, cannot be edited, and keeps every byte', async ({
  person,
  url,
}) => {
  const pad = `table-${Date.now().toString(36)}`
  const other = await enter(url, pad)
  other.write('Above the table.')
  other.doc.getXmlFragment('prosemirror').push([table('Inside the table.')])
  await eventually('it is stored', async () =>
    (await (await fetch(`${url}/api/pads/${pad}/export?format=txt`)).text()).includes('Inside the table.'),
  )
  const before = await bytesOf(url, pad)
  const ada = await person()
  await ada.open(`${url}/p/${pad}`)
  await expect(ada.page.getByText('Inside the table.')).toBeVisible()
  await expect(ada.page.getByText('Above the table.')).toBeVisible()
  await expect(
    ada.page.getByText(en.foreign.notice('table, table_row, table_cell').slice(0, 40)),
  ).toBeVisible()
  await expect(ada.text).toHaveCount(0)
  // It follows the document, too.
  other.write('Below the table.')
  await expect(ada.page.getByText('Below the table.')).toBeVisible()
  await ada.close()
  expect(other.doc.getXmlFragment('prosemirror').toString()).toContain(
    '<table_cell>Inside the table.</table_cell>',
  )
  expect((await bytesOf(url, pad)).includes(before.subarray(3, 20))).toBe(true)
})

test('[E217] unknown parts that arrive while someone is editing are not deleted by the editor', async ({
  person,
  pad,
  url,
}) => {
  const { id, url: address } = await pad({ markdown: 'Edited here.' })
  const ada = await person()
  await ada.openLive(address)
  const other = await enter(url, id)
  other.doc.getXmlFragment('prosemirror').push([table('Arrived later.')])
  await expect(ada.page.getByText('Arrived later.')).toBeVisible()
  await expect(ada.text).toHaveCount(0)
  await eventually('it is stored', async () =>
    (await (await fetch(`${url}/api/pads/${id}/export?format=txt`)).text()).includes('Arrived later.'),
  )
  expect(other.doc.getXmlFragment('prosemirror').toString()).toContain(
    '<table_cell>Arrived later.</table_cell>',
  )
})

const HARMFUL = 'javascript:document.title="harmed"'

test('[E218] a harmful link or image that arrives from elsewhere is text without effect', async ({
  person,
  pad,
  url,
}) => {
  const { id, url: address } = await pad({ title: 'Unharmed', markdown: 'Safe.' })
  const ada = await person()
  await ada.openLive(address)
  const other = await enter(url, id)
  other.doc.transact(() => {
    const text = new Y.XmlText()
    text.insert(0, 'click me', { link: { href: HARMFUL, title: null } })
    const paragraph = new Y.XmlElement('paragraph')
    const image = new Y.XmlElement('image')
    image.setAttribute('src', HARMFUL)
    image.setAttribute('alt', 'look at me')
    paragraph.insert(0, [text, image])
    other.doc.getXmlFragment('prosemirror').push([paragraph])
  })
  await expect(ada.text).toContainText('click me')
  const reader = await person({ javaScriptEnabled: false })
  await reader.open(address)
  await expect(reader.page.locator('#reading')).toContainText('click me')
  for (const { page } of [ada, reader]) {
    expect(await page.locator('[href^="javascript" i], [src^="javascript" i]').count()).toBe(0)
  }
  await ada.text.getByText('click me').click({ modifiers: ['ControlOrMeta'] })
  await expect(ada.page).toHaveTitle(en.pad.documentTitle('Unharmed'))
  expect(ada.context.pages()).toHaveLength(1)
})

test('[E218] markup in titles and names is text', async ({ person, pad, url }) => {
  const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  const { id, url: address } = await pad({ title: markup, markdown: '`<b>`' })
  const ada = await person()
  const dialogs: string[] = []
  ada.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await ada.openLive(address)
  const other = await enter(url, id)
  other.provider.awareness.setLocalStateField('user', { name: markup, color: 'url(https://example.org/)' })
  await expect(ada.page.getByRole('list', { name: en.people.label }).getByRole('listitem')).toHaveCount(1)
  await ada.open(`${url}/`)
  await expect(ada.page.getByRole('link', { name: markup })).toBeVisible()
  expect(await ada.page.locator('img, script:not([src]):not([type])').count()).toBe(0)
  expect(dialogs).toEqual([])
})
