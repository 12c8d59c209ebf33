/** A page of another site, in a browser that can reach the server: it can neither read a pad nor write one. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { test as shared } from '../harness/fixtures.ts'

const test = shared.extend<object, { foreign: string }>({
  foreign: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
    async ({}, use) => {
      const server = createServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Elsewhere</title>')
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      // Another host name is another origin, and to the browser another site.
      await use(`http://localhost:${(server.address() as AddressInfo).port}`)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    { scope: 'worker' },
  ],
})

test('[AD5] a page of another site can neither read nor write', { tag: '@firefox' }, async ({
  url,
  foreign,
  pad,
  person,
  expectComplaints,
}) => {
  // Browsers tell on the console what they refuse.
  expectComplaints.push(/./)
  const { id } = await pad({ title: 'Secret', markdown: 'Not for you.' })
  const count = async () =>
    ((await (await fetch(`${url}/api/pads?limit=200`)).json()) as { pads: unknown[] }).pads.length
  const before = await count()
  const eve = await person()
  await eve.open(foreign)
  const got = await eve.page.evaluate(
    async ({ url, id }) => {
      const read = async (path: string, init?: RequestInit) => {
        try {
          const answer = await fetch(url + path, init)
          return `${answer.type} ${answer.status} ${await answer.text()}`.trim()
        } catch {
          return 'refused'
        }
      }
      const socket = await new Promise<string>((resolve) => {
        const opening = new WebSocket(`${url.replace('http', 'ws')}/collab/${id}?holdfast=1`)
        opening.onopen = () => resolve('open')
        opening.onclose = () => resolve('refused')
      })
      const octets = { 'content-type': 'application/octet-stream' }
      const json = { 'content-type': 'application/json' }
      return {
        socket,
        token: await read('/api/page-token'),
        tokenUnseen: await read('/api/page-token', { mode: 'no-cors' }),
        page: await read(`/p/${id}`),
        text: await read(`/api/pads/${id}/export?format=txt`),
        exchange: await read(`/collab/${id}/exchange`, { method: 'POST', headers: octets }),
        // Without reading the answer a page may send more.
        exchangeUnseen: await read(`/collab/${id}/exchange`, { method: 'POST', mode: 'no-cors', body: 'x' }),
        create: await read('/api/pads', { method: 'POST', headers: json, body: '{}' }),
        createUnseen: await read('/api/pads', { method: 'POST', mode: 'no-cors', body: '{}' }),
        remove: await read(`/api/pads/${id}`, { method: 'DELETE' }),
      }
    },
    { url, id },
  )
  expect(got).toEqual({
    socket: 'refused',
    token: 'refused',
    tokenUnseen: expect.stringMatching(/^(refused|opaque 0)$/),
    page: 'refused',
    text: 'refused',
    exchange: 'refused',
    exchangeUnseen: 'opaque 0',
    create: 'refused',
    createUnseen: 'opaque 0',
    remove: 'refused',
  })

  // A form needs nobody's leave to be sent.
  const sent = eve.page.waitForResponse((response) => response.request().method() === 'POST')
  await eve.page.evaluate((action) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = action
    document.body.append(form)
    form.submit()
  }, `${url}/p/${id}/restore`)
  expect((await sent).status()).toBe(403)

  expect(await count()).toBe(before)
  const stored = await fetch(`${url}/api/pads/${id}/export?format=txt`)
  expect(await stored.text()).toContain('Not for you.')
})
