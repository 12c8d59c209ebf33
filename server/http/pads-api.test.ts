import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PadList, PadSummary } from '../../protocol/api.ts'
import { readUpdate } from '../content/tree.ts'
import { PadError } from '../rooms/pads.ts'
import { openSite, problem, type TestSite } from './test-site.ts'

let site: TestSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

const json = async <Body>(response: Promise<Response>): Promise<Body> =>
  (await response).json() as Promise<Body>
const list = (query = '') => json<PadList>(site.fetch(`/api/pads${query}`))

const codeOf = async (response: Promise<Response>) => {
  const { status, code } = await problem(response)
  return [status, code]
}

describe('the list', () => {
  test('[HT1] newest change first, with people, without deleted pads', async () => {
    site.pads.put({ id: 'old', title: 'Old', updatedAt: 1000, createdAt: 500 })
    site.pads.put({ id: 'new', title: 'New', updatedAt: 2000 })
    site.pads.put({ id: 'gone', updatedAt: 3000, deletedAt: 3001 })
    site.pads.setPeople('old', 3)
    const { pads, next } = await list()
    expect(next).toBeNull()
    expect(pads.map((pad) => pad.id)).toEqual(['new', 'old'])
    expect(pads[1]).toEqual({
      id: 'old',
      title: 'Old',
      generation: 'g-old',
      createdAt: '1970-01-01T00:00:00.500Z',
      updatedAt: '1970-01-01T00:00:01.000Z',
      people: 3,
    })
  })

  test('[HT2] paging shows every pad that stays unchanged exactly once while others change', async () => {
    for (let at = 0; at < 120; at++) site.pads.put({ id: `p${at}`, updatedAt: 1000 + Math.floor(at / 3) })
    const seen: string[] = []
    let query = '?limit=7'
    for (let page = 0; ; page++) {
      const { pads, next } = await list(query)
      seen.push(...pads.map((pad) => pad.id))
      if (next === null) break
      query = `?limit=7&cursor=${encodeURIComponent(next)}`
      site.pads.put({ id: `p${page}`, updatedAt: 5000 + page })
      site.pads.put({ id: `born${page}`, updatedAt: 6000 + page })
    }
    const unchanged = Array.from({ length: 120 }, (_, at) => `p${at}`).slice(20)
    expect(seen.filter((id) => unchanged.includes(id)).sort()).toEqual(unchanged.sort())
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('[HT2] fifty rows unless asked otherwise, at most two hundred', async () => {
    for (let at = 0; at < 210; at++) site.pads.put({ id: `p${at}` })
    expect((await list()).pads).toHaveLength(50)
    expect((await list('?limit=200')).pads).toHaveLength(200)
    for (const limit of ['0', '201', '-1', '1.5', 'x', '', '5&limit=6']) {
      expect(await codeOf(site.fetch(`/api/pads?limit=${limit}`))).toEqual([400, 'parameter-invalid'])
    }
  })

  test('[HT3] the search finds parts of titles in any case', async () => {
    site.pads.put({ id: 'a', title: 'Weekly NOTES' })
    site.pads.put({ id: 'b', title: 'Ünïcode 议程' })
    expect((await list('?q=notes')).pads.map((pad) => pad.id)).toEqual(['a'])
    expect((await list(`?q=${encodeURIComponent('ÜNÏCODE 议')}`)).pads.map((pad) => pad.id)).toEqual(['b'])
    expect((await list('?q=nothing')).pads).toEqual([])
    expect(await codeOf(site.fetch(`/api/pads?q=${'x'.repeat(301)}`))).toEqual([400, 'parameter-invalid'])
  })

  test('[HT2] a cursor this server did not give is refused, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 60 }), async (cursor) => {
        const answer = await site.fetch(`/api/pads?cursor=${encodeURIComponent(cursor)}`)
        expect(answer.status).toBe(400)
      }),
      { numRuns: 50 },
    )
  })
})

describe('one pad', () => {
  test('[HT4] create answers 201 with Location and the pad', async () => {
    const answer = await site.send('POST', '/api/pads', { title: '  Minutes\n\u0007of\u202e May ' })
    expect(answer.status).toBe(201)
    const pad = (await answer.json()) as PadSummary
    expect(answer.headers.get('location')).toBe(`/p/${pad.id}`)
    expect(pad.title).toBe('Minutes of May')
  })

  test('[HT5] create takes Markdown, and its first heading when no title is given', async () => {
    const pad = await json<PadSummary>(site.send('POST', '/api/pads', { markdown: '# Plan\n\n* **one**' }))
    expect(pad.title).toBe('Plan')
    const { root } = readUpdate((await site.pads.read(pad.id)).update)
    expect(root.content?.map((node) => node.type)).toEqual(['heading', 'bullet_list'])
    const named = await json<PadSummary>(
      site.send('POST', '/api/pads', { title: 'Mine', markdown: '# Plan' }),
    )
    expect(named.title).toBe('Mine')
    const long = await json<PadSummary>(site.send('POST', '/api/pads', { markdown: `# ${'😀'.repeat(200)}` }))
    expect(long.title).toBe(`${'😀'.repeat(149)}…`)
  })

  test('[HT6] read, rename, delete and restore answer with the pad', async () => {
    site.pads.put({ id: 'a', title: 'Before' })
    expect((await json<PadSummary>(site.fetch('/api/pads/a'))).title).toBe('Before')
    expect((await json<PadSummary>(site.send('PATCH', '/api/pads/a', { title: 'After' }))).title).toBe(
      'After',
    )
    const deleted = await json<PadSummary>(site.fetch('/api/pads/a', { method: 'DELETE' }))
    expect(deleted.deletedAt).toBe('2026-01-02T03:04:05.000Z')
    const refusal = await problem(site.fetch('/api/pads/a'))
    expect([refusal.status, refusal.code, refusal.pad?.deletedAt]).toEqual([
      410,
      'pad-deleted',
      deleted.deletedAt,
    ])
    const restored = await json<PadSummary>(site.fetch('/api/pads/a/restore', { method: 'POST' }))
    expect(restored).toEqual({ ...deleted, deletedAt: undefined })
    expect((await site.fetch('/api/pads/a')).status).toBe(200)
  })

  test('[HT7] an unknown pad is 404 and a deleted one 410, for every way to ask', async () => {
    site.pads.put({ id: 'gone', deletedAt: 1 })
    const ways: [string, string, unknown?][] = [
      ['GET', ''],
      ['GET', '/export?format=md'],
      ['PATCH', '', { title: 'x' }],
      ['DELETE', ''],
    ]
    for (const [method, path, body] of ways) {
      const ask = (id: string) =>
        body === undefined
          ? site.fetch(`/api/pads/${id}${path}`, { method })
          : site.send(method, `/api/pads/${id}${path}`, body)
      expect(await codeOf(ask('none')), method + path).toEqual([404, 'pad-unknown'])
      expect(await codeOf(ask('gone')), method + path).toEqual([410, 'pad-deleted'])
    }
    expect(site.pads.changes).toEqual([])
    expect(await codeOf(site.fetch('/api/pads/none/restore', { method: 'POST' }))).toEqual([
      404,
      'pad-unknown',
    ])
    expect(await codeOf(site.fetch('/api/pads/gone/restore', { method: 'POST' }))).toEqual([
      410,
      'restore-expired',
    ])
    site.pads.put({ id: 'here' })
    expect(await codeOf(site.fetch('/api/pads/here/restore', { method: 'POST' }))).toEqual([
      409,
      'pad-not-deleted',
    ])
  })

  test('[HT8] what is no pad id never reaches the pads', async () => {
    const reached: string[] = []
    const { record } = site.pads
    Object.assign(site.pads, {
      record: (id: string) => {
        reached.push(id)
        return record(id)
      },
    })
    const ids = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 150 })
      .filter((id) => !/^[\w-]{1,128}$/.test(id) && !/^\.{1,2}$/.test(id))
    await fc.assert(
      fc.asyncProperty(ids, async (id) => {
        expect((await site.fetch(`/api/pads/${encodeURIComponent(id)}`)).status).toBe(400)
      }),
      { numRuns: 100 },
    )
    expect(await codeOf(site.fetch(`/api/pads/${'a'.repeat(129)}`))).toEqual([400, 'pad-id-invalid'])
    expect(await codeOf(site.fetch('/api/pads/a.b/export?format=md'))).toEqual([400, 'pad-id-invalid'])
    expect(await codeOf(site.fetch('/api/pads/%ff'))).toEqual([400, 'request-malformed'])
    expect(reached).toEqual([])
  })

  test('[HT9] the answers of the pads reach the one who asked, by code', async () => {
    site.pads.put({ id: 'a' })
    const cases = [
      ['write-failed', 503],
      ['pad-damaged', 409],
      ['pad-deleted', 410],
    ] as const
    for (const [code, status] of cases) {
      site.pads.fail(new PadError(code, 'A sentence.'))
      expect(await codeOf(site.send('PATCH', '/api/pads/a', { title: 'x' }))).toEqual([status, code])
    }
    site.pads.fail(new PadError('write-failed', 'A sentence.'))
    expect((await site.fetch('/api/pads/a', { method: 'DELETE' })).headers.get('retry-after')).toBe('5')
  })

  test('[HT9] a fault of ours is 500, says nothing of its inside, and is logged', async () => {
    site.pads.put({ id: 'a' })
    site.pads.fail(new Error('secret detail'))
    const refusal = await problem(site.send('PATCH', '/api/pads/a', { title: 'x' }))
    expect([refusal.status, refusal.code]).toEqual([500, 'internal'])
    expect(JSON.stringify(refusal)).not.toContain('secret')
    expect(site.logged.map(({ event }) => event)).toEqual(['http.request-failed'])
    expect(site.logged[0]?.fields?.error).toContain('secret detail')
  })
})
