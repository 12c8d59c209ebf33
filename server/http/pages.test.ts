import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ListPage, PadPage } from '../../protocol/api.ts'
import { updateOf } from '../content/sample-trees.ts'
import type { TreeNode } from '../content/tree.ts'
import { openSite, type TestSite } from './test-site.ts'

let site: TestSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

const text = async (path: string): Promise<string> => (await site.fetch(path)).text()
const dataOf = <Page>(page: string): Page =>
  JSON.parse(
    /<script type="application\/json" id="holdfast-page">(.*?)<\/script>/s.exec(page)?.[1] ?? 'null',
  ) as Page
const stateOf = (page: string): Uint8Array | undefined => {
  const base64 =
    /<script type="application\/octet-stream" id="holdfast-state">([A-Za-z0-9+/=]*)<\/script>/.exec(page)?.[1]
  return base64 === undefined ? undefined : new Uint8Array(Buffer.from(base64, 'base64'))
}
const paragraph = (words: string): TreeNode => ({
  type: 'paragraph',
  content: [{ type: 'text', text: words }],
})

describe('a pad', () => {
  test('[HT20] can be read without a script: title and text are in the page', async () => {
    site.pads.put({ id: 'a' }, { update: updateOf([paragraph('Hello')], 'My title') })
    const page = await text('/p/a')
    expect(page).toContain('<title>My title · Holdfast</title>')
    expect(page).toContain('<h1 class="title">My title</h1>')
    expect(page).toContain('<article id="reading" class="prose"><p>Hello</p></article>')
    expect(page).toMatch(/<html lang="en"/)
  })

  test('[HT21] brings its bytes, generation and sequence from the reading that made its text', async () => {
    const update = updateOf([paragraph('Hello')], 'T')
    site.pads.put({ id: 'a' }, { update, sequence: 12 })
    const page = await text('/p/a')
    expect(dataOf<PadPage>(page)).toEqual({
      padId: 'a',
      generation: 'g-a',
      sequence: 12,
      title: 'T',
      base: '/',
      token: { token: expect.stringMatching(/^\w+\.[\w-]+$/), lifeMs: expect.any(Number) },
      stateUrl: null,
      damage: null,
    })
    expect(stateOf(page)).toEqual(new Uint8Array(update))
    let readings = 0
    const { read } = site.pads
    Object.assign(site.pads, {
      read: (id: string) => {
        readings++
        return read(id)
      },
    })
    await text('/p/a')
    expect(readings).toBe(1)
  })

  test('[HT21] names the address of its bytes when they are more than 64 KiB', async () => {
    site.pads.put({ id: 'a' }, { update: updateOf([paragraph('x'.repeat(70_000))]) })
    const page = await text('/p/a')
    const url = '/api/pads/a/export?format=yjs'
    expect(dataOf<PadPage>(page).stateUrl).toBe(url)
    expect(stateOf(page)).toBeUndefined()
    expect(page).toContain(`<link rel="preload" as="fetch" crossorigin href="${url}">`)
    expect(page).toContain('x'.repeat(70_000))
    expect((await site.fetch(url)).status).toBe(200)
  })

  test('[HT20] shows what was written since the page was asked for last', async () => {
    site.pads.put({ id: 'a' }, { update: updateOf([paragraph('first')]) })
    expect(await text('/p/a')).toContain('<p>first</p>')
    expect(await text('/p/a')).toContain('<p>first</p>')
    site.pads.put({ id: 'a' }, { update: updateOf([paragraph('second')]) })
    expect(await text('/p/a')).toContain('<p>second</p>')
  })

  test('[HT22] that nobody wrote yet is an empty page, and looking at it makes nothing', async () => {
    const answer = await site.fetch('/p/never')
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(dataOf<PadPage>(page)).toMatchObject({ generation: null, sequence: 0, title: '' })
    expect(stateOf(page)).toEqual(new Uint8Array([0, 0]))
    for (const path of ['/', '/api/pads', '/api/pads/never', '/api/pads/never/export?format=md'])
      await text(path)
    expect(site.pads.changes).toEqual([])
    expect([...site.pads.records()]).toEqual([])
  })

  test('[HT23] that is damaged says so and shows its last good state', async () => {
    site.pads.put({ id: 'a' }, { update: updateOf([paragraph('rescued')]), damage: 'A record <is> bad.' })
    const page = await text('/p/a')
    expect(page).toContain('rescued')
    expect(page).toMatch(/role="alert">[^<]*damaged[^<]*A record &lt;is&gt; bad\./)
    expect(dataOf<PadPage>(page).damage).toBe('A record <is> bad.')
  })

  test('[HT24] cannot write markup into its page', async () => {
    const evil = '</script><script>alert(1)</script><!--"\'&'
    site.pads.put({ id: 'a', title: evil }, { update: updateOf([paragraph(evil)], evil) })
    for (const path of ['/p/a', '/']) {
      const page = await text(path)
      expect(page).not.toContain('<script>')
      expect(page).not.toContain('<!--')
      expect(page.match(/<script/g)?.length).toBe(page.match(/<\/script>/g)?.length)
    }
    expect(dataOf<PadPage>(await text('/p/a')).title).toBe(evil)
  })
})

describe('a deleted pad', () => {
  test('[HT25] is 410 with a form that restores it without a script', async () => {
    site.pads.put(
      { id: 'a', title: 'Back soon', deletedAt: site.clock.now() },
      { update: updateOf([paragraph('secret')]) },
    )
    const answer = await site.fetch('/p/a')
    expect(answer.status).toBe(410)
    const page = await answer.text()
    expect(page).toContain('Back soon')
    expect(page).not.toContain('secret')
    expect(page).toContain('until 2026-01-03 03:04 UTC')
    const [, action = ''] = /<form method="post" action="([^"]+)">/.exec(page) ?? []
    // What a browser sends from a page with this referrer policy, over plain HTTP.
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    const restored = await site.fetch(action, {
      method: 'POST',
      headers: { origin: site.url, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect([restored.status, restored.headers.get('location')]).toEqual([303, '/p/a'])
    expect((await site.fetch('/p/a')).status).toBe(200)
  })

  test('[HT25] offers nothing it cannot keep', async () => {
    site.pads.put({ id: 'a', deletedAt: site.clock.now() - 25 * 60 * 60 * 1000 })
    const answer = await site.fetch('/p/a')
    expect(answer.status).toBe(410)
    expect(await answer.text()).not.toContain('<form')
    const refused = await site.fetch('/p/a/restore', { method: 'POST' })
    expect(refused.status).toBe(410)
    expect(await refused.text()).toContain('<h1>The pad can no longer be restored</h1>')
  })

  test('[HT25] that is back already is just shown', async () => {
    site.pads.put({ id: 'a' })
    expect((await site.fetch('/p/a/restore', { method: 'POST' })).status).toBe(303)
    expect(site.pads.changes).toEqual([])
  })
})

describe('the list page', () => {
  test('[HT26] shows titles, changes and people without a script, and the same to the browser app', async () => {
    site.pads.put({ id: 'a', title: 'One & all' })
    site.pads.put({ id: 'b', updatedAt: site.clock.now() - 3 * 60_000 })
    site.pads.setPeople('a', 2)
    const page = await text('/')
    expect(page).toContain('<a href="/p/a">One &amp; all</a>')
    expect(page).toContain('<span class="people">2 people here</span>')
    expect(page).toContain('<a class="untitled" href="/p/b">Untitled</a>')
    expect(page).toMatch(/<time datetime="2026-01-02T03:01:05.000Z"[^>]*>3 minutes ago<\/time>/)
    const api = await (await site.fetch('/api/pads')).json()
    expect(dataOf<ListPage>(page)).toEqual({ base: '/', token: expect.any(Object), list: api })
  })

  test('[HT26] leads to older pads without a script, and says when there are none', async () => {
    expect(await text('/')).toContain('No pads yet.')
    for (let at = 0; at < 60; at++) site.pads.put({ id: `p${at}`, updatedAt: at })
    const [, older = ''] = /<noscript><p><a href="([^"]+)"/.exec(await text('/')) ?? []
    expect(await text(older)).toContain('/p/p9"')
  })
})

describe('below a path prefix', () => {
  test('[HT27] every address leads through it, whether or not the proxy cuts it off', async () => {
    await site.close()
    site = await openSite({ publicUrl: 'https://pads.example/team/pads/' })
    site.pads.put({ id: 'a' }, { update: updateOf([paragraph('x'.repeat(70_000))]) })
    site.pads.put({ id: 'gone', deletedAt: site.clock.now() })
    for (const prefix of ['', '/team/pads']) {
      for (const path of ['/', '/p/a', '/p/gone', '/nope', '/p/a.b']) {
        const page = await text(prefix + path)
        const addresses = [...page.matchAll(/ (?:href|src|action)="([^"]+)"/g)].map(([, address]) => address)
        expect(addresses.length, prefix + path).toBeGreaterThan(1)
        expect(
          addresses.filter((address) => !address?.startsWith('/team/pads/')),
          prefix + path,
        ).toEqual([])
      }
      expect((await site.fetch(`${prefix}/assets/pad-1.js`)).status).toBe(200)
      expect((await site.fetch(`${prefix}/live/health`)).status).toBe(200)
      expect((await site.fetch(`${prefix}/api/nope`)).headers.get('content-type')).toContain('problem+json')
    }
    expect(dataOf<PadPage>(await text('/p/a'))).toMatchObject({
      base: '/team/pads/',
      stateUrl: '/team/pads/api/pads/a/export?format=yjs',
    })
    const created = await site.send('POST', '/team/pads/api/pads', {})
    expect(created.headers.get('location')).toMatch(/^\/team\/pads\/p\//)
    const bare = await site.fetch('/team/pads')
    expect([bare.status, bare.headers.get('location')]).toEqual([308, '/team/pads/'])
  })
})
