import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { updateOf } from '../content/sample-trees.ts'
import { openSite, problem, type TestSite } from './test-site.ts'

let site: TestSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

const codeOf = async (response: Promise<Response>) => {
  const { status, code } = await problem(response)
  return [status, code]
}

describe('bodies', () => {
  const post = (body: string, type = 'application/json') =>
    site.fetch('/api/pads', { method: 'POST', headers: { 'content-type': type }, body })

  test.each([
    ['{"title":', 400, 'body-malformed'],
    ['"text"', 400, 'body-malformed'],
    ['[]', 400, 'body-invalid'],
    ['{"title":5}', 400, 'body-invalid'],
    ['{"markdown":{}}', 400, 'body-invalid'],
    ['{"id":"mine"}', 400, 'body-invalid'],
    ['{"__proto__":"x"}', 400, 'body-invalid'],
    [JSON.stringify({ title: 'x'.repeat(301) }), 400, 'title-too-long'],
    [JSON.stringify({ markdown: '>'.repeat(500) }), 422, 'markdown-too-deep'],
    [JSON.stringify({ markdown: 'x'.repeat(4 * 1024 * 1024) }), 413, 'body-too-large'],
  ])(
    '[HT10] %#. a body that cannot be used is refused by code, and nothing is made',
    async (body, status, code) => {
      expect(await codeOf(post(body))).toEqual([status, code])
      expect(site.pads.changes).toEqual([])
    },
  )

  test('[HT10] a body must be JSON, and say so', async () => {
    expect(await codeOf(post('title=x', 'application/x-www-form-urlencoded'))).toEqual([
      415,
      'media-type-unknown',
    ])
    expect(await codeOf(post('{"title":"x"}', 'text/plain'))).toEqual([415, 'media-type-unknown'])
    expect(await codeOf(post('{}', 'application/json; charset=nonsense'))).toEqual([
      415,
      'media-type-unknown',
    ])
    expect(await codeOf(site.fetch('/api/pads', { method: 'POST' }))).toEqual([415, 'media-type-unknown'])
    site.pads.put({ id: 'a' })
    expect(await codeOf(site.send('PATCH', '/api/pads/a', {}))).toEqual([400, 'body-invalid'])
    expect(site.pads.changes).toEqual([])
  })

  test('[HT10] any JSON object ends in a pad or a problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const answer = await post(JSON.stringify(value))
        expect([201, 400]).toContain(answer.status)
      }),
      { numRuns: 60 },
    )
  })
})

describe('export', () => {
  const content = [{ type: 'paragraph', content: [{ type: 'text', text: 'Hi' }] }, { type: 'quiz' }]

  test.each([
    ['html', 'text/html; charset=utf-8', '<p>Hi</p>'],
    ['md', 'text/markdown; charset=utf-8', 'Hi\n'],
    ['txt', 'text/plain; charset=utf-8', 'Hi\n'],
    ['json', 'application/json; charset=utf-8', '"type": "quiz"'],
  ])('[HT11] %s comes with its type, generation, sequence and a file name', async (format, type, text) => {
    site.pads.put({ id: 'a', title: 'T' }, { update: updateOf(content, 'T'), sequence: 7 })
    const answer = await site.fetch(`/api/pads/a/export?format=${format}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('holdfast-generation')).toBe('g-a')
    expect(answer.headers.get('holdfast-sequence')).toBe('7')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="a.${format}"; filename*=UTF-8''T.${format}`,
    )
    expect(await answer.text()).toContain(text)
    expect(site.pads.changes).toEqual([])
  })

  test('[HT11] yjs is the stored update, byte for byte', async () => {
    const update = updateOf(content, 'T')
    site.pads.put({ id: 'a' }, { update, sequence: 7 })
    const answer = await site.fetch('/api/pads/a/export?format=yjs')
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(update))
  })

  test('[HT11] an unknown format is refused and the known ones named', async () => {
    site.pads.put({ id: 'a' })
    for (const query of ['', '?format=', '?format=pdf', '?format=constructor', '?format=md&format=md']) {
      const refusal = await problem(site.fetch(`/api/pads/a/export${query}`))
      expect(refusal.status).toBe(400)
    }
    expect((await problem(site.fetch('/api/pads/a/export?format=pdf'))).detail).toContain(
      'html, md, txt, json, yjs',
    )
  })

  test('[HT12] no title can break the header or leave the folder', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (title) => {
        site.pads.put({ id: 'a', title })
        const header =
          (await site.fetch('/api/pads/a/export?format=txt')).headers.get('content-disposition') ?? ''
        const [, encoded = '/'] =
          /^attachment; filename="a\.txt"; filename\*=UTF-8''([\w.!~%-]+)$/.exec(header) ?? []
        // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be in a file name
        expect(decodeURIComponent(encoded)).not.toMatch(/[\\/:*?"<>|\u0000-\u001f]|^\./)
      }),
      { numRuns: 100 },
    )
  })
})
