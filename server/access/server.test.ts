/** The whole server with HOLDFAST_ACCESS=links: who gets in by which way, and for how long. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Answer, codeOf, JSON_BODY, start, stopAll } from '../admission/test-server.ts'
import { readConfig } from '../config.ts'
import { ADMIN, join, startByLinks, TRANSPORTS } from './test-links.ts'

afterEach(stopAll)

const STRANGE = 'AAAAAAAAAAAAAAAAAAAAAA'
const told = (answer: Answer) => [answer.status, codeOf(answer)]
const cookiesOf = ({ headers }: Answer): string[] => (headers['set-cookie'] as string[] | undefined) ?? []

describe('open to everybody', () => {
  test('[AC1] by default nobody is asked for anything, and pads have no links', async () => {
    const { ask, connect } = await start({ HOLDFAST_ADMIN_TOKEN: 'the-administrators-own-token' })
    const made = await ask('POST', '/api/pads', JSON_BODY, '{}')
    const { id, links } = JSON.parse(made.body.toString())
    expect([made.status, links]).toEqual([201, undefined])
    expect((await ask('GET', '/')).status).toBe(200)
    expect((await ask('GET', `/p/${id}?key=${STRANGE}`)).status).toBe(200)
    expect(await connect(`/collab/${id}`)).toBeInstanceOf(WebSocket)
    expect(told(await ask('POST', `/api/pads/${id}/links`))).toEqual([409, 'links-off'])
  })

  test('[AC1] links without an administrator are refused at the start, by name', () => {
    expect(() => readConfig({ HOLDFAST_ACCESS: 'links' })).toThrow(/HOLDFAST_ADMIN_TOKEN/)
    expect(() => readConfig({ HOLDFAST_ACCESS: 'closed' })).toThrow(/HOLDFAST_ACCESS=closed/)
  })
})

describe('by links', () => {
  test('[AC2] the list and new pads are the administrator’s', async () => {
    const { ask, pad, json } = await startByLinks()
    const { id, edit, read, made } = await pad({ title: 'Notes' })
    expect(made.links).toMatchObject({ edit: { url: `/p/${id}?key=${edit}` } })
    for (const headers of [
      {},
      { authorization: 'Bearer something-else-entirely' },
      { 'holdfast-key': edit },
    ]) {
      for (const [method, body] of [['GET'], ['POST', '{}']] as const) {
        const answer = await ask(method, `/api/pads?key=${read}`, { ...JSON_BODY, ...headers }, body)
        expect(told(answer)).toEqual([401, 'administrator-needed'])
        expect(answer.headers['www-authenticate']).toBe('Bearer')
      }
    }
    const page = await ask('GET', '/')
    expect([page.status, page.headers['www-authenticate']]).toEqual([401, 'Bearer'])
    expect(page.body.toString()).not.toContain('Notes')
    expect(await json('GET', '/api/pads', ADMIN)).toMatchObject({ pads: [{ id }] })
    expect((await ask('GET', '/', ADMIN)).body.toString()).toContain('Notes')
  })

  const WAYS: Readonly<Record<string, (id: string) => readonly [string, string]>> = {
    page: (id: string) => ['GET', `/p/${id}`],
    record: (id: string) => ['GET', `/api/pads/${id}`],
    export: (id: string) => ['GET', `/api/pads/${id}/export?format=txt`],
    exchange: (id: string) => ['POST', `/collab/${id}/exchange`],
    socket: (id: string) => ['GET', `/collab/${id}`],
  }

  test.each(Object.entries(WAYS))('[AC3] %s: a link opens its own pad and no other', async (way, to) => {
    const { ask, pad, connect } = await startByLinks()
    const [one, other] = [await pad(), await pad()]
    const answer = async (id: string, headers: Record<string, string>): Promise<unknown> => {
      const [method, address] = to(id)
      const given = way === 'socket' ? await connect(address, headers) : await ask(method, address, headers)
      if (given instanceof WebSocket) return 'in'
      if (given.status === 200) return 'in'
      if (way !== 'page') return codeOf(given)
      return given.body.toString().includes('none was shown') ? 'link-needed' : 'link-unknown'
    }
    const by = (key: string) => ({ 'holdfast-key': key })
    for (const key of [one.edit, one.read]) {
      expect(await answer(one.id, by(key))).toBe('in')
      expect(await answer(one.id, { cookie: `holdfast-key=${key}` })).toBe('in')
      expect(await answer(other.id, by(key))).toBe('link-unknown')
    }
    expect(await answer(one.id, ADMIN)).toBe('in')
    // The same for a pad that does not exist, and for one that never had links.
    for (const id of [one.id, 'nobody-made-this']) {
      expect(await answer(id, {})).toBe('link-needed')
      expect(await answer(id, { cookie: 'holdfast-key=' })).toBe('link-needed')
      for (const key of [STRANGE, 'x', '..', `${one.edit}A`])
        expect(await answer(id, by(key))).toBe('link-unknown')
    }
  })

  test('[AC3] a stranger brings no pad into being', async () => {
    const { ask, connect, json } = await startByLinks()
    await connect(`/collab/fresh?key=${STRANGE}`)
    await ask('POST', `/collab/fresh/exchange?key=${STRANGE}`, { 'content-type': 'application/octet-stream' })
    expect(await json('GET', '/api/pads', ADMIN)).toMatchObject({ pads: [] })
  })

  test('[AC4] an opened link becomes cookies for its pad alone and leaves the address', async () => {
    const { ask, pad } = await startByLinks()
    const { id, edit, read } = await pad()
    const opened = await ask('GET', `/p/${id}?key=${edit}`)
    expect([opened.status, opened.headers.location]).toEqual([303, `/p/${id}`])
    expect(cookiesOf(opened)).toEqual(
      [`/p/${id}`, `/api/pads/${id}`, `/collab/${id}`].map(
        (place) => `holdfast-key=${edit}; Path=${place}; Max-Age=34560000; HttpOnly; SameSite=Lax`,
      ),
    )
    const having = (key: string) => ({ cookie: `holdfast-key=${key}` })
    expect(cookiesOf(await ask('GET', `/p/${id}?key=${read}`, having(edit)))).toEqual([])
    expect(cookiesOf(await ask('GET', `/p/${id}?key=${edit}`, having(edit)))).toEqual([])
    expect(cookiesOf(await ask('GET', `/p/${id}?key=${edit}`, having(read)))).toHaveLength(3)
    // An old link in a browser that has a good one leads into the pad; one that opens nothing is never kept.
    const old = await ask('GET', `/p/${id}?key=${STRANGE}`, having(read))
    expect([old.status, cookiesOf(old)]).toEqual([303, []])
    const bad = await ask('GET', `/p/${id}?key=${STRANGE}`)
    expect([bad.status, cookiesOf(bad)]).toEqual([403, []])
  })

  test('[AC4] below a path and over TLS the cookies are for there', async () => {
    const { ask, pad } = await startByLinks({ HOLDFAST_PUBLIC_URL: 'https://pads.example/team/' })
    const { id, edit, made } = await pad()
    expect(made.links?.edit?.url).toBe(`/team/p/${id}?key=${edit}`)
    const opened = await ask('GET', `/team/p/${id}?key=${edit}`)
    expect(opened.headers.location).toBe(`/team/p/${id}`)
    expect(cookiesOf(opened)[0]).toMatch(/; Path=\/team\/p\/[^;]+; .*; Secure$/)
    const forwarded = await startByLinks()
    const other = await forwarded.pad()
    const link = `/p/${other.id}?key=${other.read}`
    expect(cookiesOf(await forwarded.ask('GET', link, { 'x-forwarded-proto': 'https' }))[0]).toMatch(
      /Secure$/,
    )
  })

  test('[AC5] links outlive a restart, and no secret is stored', async () => {
    const folder = mkdtempSync(path(tmpdir(), 'holdfast-links-'))
    try {
      const disk = { HOLDFAST_STORAGE: 'log', HOLDFAST_DATA: folder }
      const first = await startByLinks(disk)
      const { id, edit, read } = await first.pad({ title: 'Kept' })
      await stopAll()
      const second = await startByLinks(disk)
      const stored = (readdirSync(folder, { recursive: true }) as string[])
        .map((name) => path(folder, name))
        .filter((name) => statSync(name).isFile())
        .map((name) => readFileSync(name, 'latin1'))
        .join('')
      expect(stored).toContain('Kept')
      for (const secret of [edit, read]) {
        expect(stored).not.toContain(secret)
        expect((await second.ask('GET', `/api/pads/${id}?key=${secret}`)).status).toBe(200)
      }
      await stopAll()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('[AC5] a deleted and restored pad has the links it had', async () => {
    const { ask, pad, json } = await startByLinks()
    const { id, edit, read } = await pad()
    await json('DELETE', `/api/pads/${id}?key=${edit}`)
    expect(told(await ask('GET', `/api/pads/${id}?key=${read}`))).toEqual([410, 'pad-deleted'])
    expect(told(await ask('GET', `/api/pads/${id}`))).toEqual([403, 'link-needed'])
    await json('POST', `/api/pads/${id}/restore?key=${edit}`)
    expect((await ask('GET', `/api/pads/${id}?key=${read}`)).status).toBe(200)
  })

  test('[AC11] no secret is told in list, pad, export, page, redirect target or log', async () => {
    const server = await startByLinks({ HOLDFAST_LOG_LEVEL: 'debug' })
    const { ask, log } = server
    const { id, edit, read } = await server.pad({ title: 'Quiet' })
    for (const transport of TRANSPORTS) await join(server, transport, id, read)
    await ask('POST', `/api/pads/${id}/links?which=read&key=${edit}`)
    await ask('GET', `/collab/${id}?key=${edit}`, { 'sec-websocket-key': 'x' })
    await ask('POST', `/collab/${id}/exchange?key=${read}`)
    await server.connect(`/collab/${id}?key=${read}`)
    const cookie = { cookie: `holdfast-key=${edit}` }
    const answers = await Promise.all([
      ask('GET', '/api/pads', ADMIN),
      ask('GET', '/', ADMIN),
      ask('GET', `/api/pads/${id}`, cookie),
      ask('GET', `/p/${id}`, cookie),
      ask('GET', `/p/${id}?key=${STRANGE}`),
      ...['html', 'md', 'txt', 'json', 'yjs'].map((format) =>
        ask('GET', `/api/pads/${id}/export?format=${format}`, cookie),
      ),
    ])
    const hash = /"hash"/
    for (const { body, headers } of answers) {
      const all = `${body} ${JSON.stringify(headers)}`
      for (const secret of [edit, read, STRANGE]) expect(all).not.toContain(secret)
      expect(all).not.toMatch(hash)
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
    const lines = JSON.stringify(log.lines)
    expect(lines).toContain('peer.joined')
    for (const secret of [edit, read]) expect(lines).not.toContain(secret)
  })

  test('[AC14] a page of another site stays outside with a good link', async () => {
    const { ask, pad, refused } = await startByLinks()
    const { id, edit } = await pad()
    const foreign = { origin: 'https://evil.example', cookie: `holdfast-key=${edit}` }
    expect(codeOf(await refused(`/collab/${id}?key=${edit}`, foreign))).toBe('foreign-origin')
    for (const [method, address] of [
      ['POST', `/collab/${id}/exchange`],
      ['DELETE', `/api/pads/${id}`],
      ['POST', `/api/pads/${id}/links`],
    ] as const) {
      expect(told(await ask(method, address, foreign))).toEqual([403, 'foreign-origin'])
    }
  })

  test('[AC10] the page of a read-only link says so before any script', async () => {
    const { ask, pad } = await startByLinks()
    const { id, edit, read } = await pad({ title: 'Notes' })
    const page = async (key: string) =>
      (await ask('GET', `/p/${id}`, { cookie: `holdfast-key=${key}` })).body.toString()
    expect(await page(read)).toContain('read-only link')
    expect(await page(read)).toContain('"may":"read"')
    expect(await page(edit)).not.toContain('read-only link')
    expect(await page(edit)).toContain('"may":"edit"')
  })
})
