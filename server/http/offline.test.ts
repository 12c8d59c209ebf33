import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeWebRoot, openSite } from './test-site.ts'

test('[LC9] the worker is asked for anew each time, may run, and names the build it belongs to', async () => {
  const web = makeWebRoot()
  writeFileSync(join(web.folder, 'service-worker.js'), '(function () {})()\n')
  const site = await openSite({ webRoot: web.folder, publicUrl: 'https://pads.example/pads/' })
  const answer = await site.fetch('/pads/service-worker.js')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-cache')
  expect(answer.headers.get('content-type')).toContain('text/javascript')
  expect(answer.headers.get('content-security-policy')).toContain("worker-src 'self'")
  const text = await answer.text()
  // Without the semicolon the script below would be an argument list.
  expect(text).toMatch(/^self\.HOLDFAST_BUILD = "[0-9a-f]{16}";\n\(function/)

  const moved = await openSite({ webRoot: web.folder, publicUrl: 'https://pads.example/other/' })
  expect(await (await moved.fetch('/other/service-worker.js')).text()).not.toBe(text)
  await site.close()
  await moved.close()
  web.remove()
})

test('[LC9] a build without a worker answers with one that takes itself and what it kept away', async () => {
  const site = await openSite()
  const text = await (await site.fetch('/service-worker.js')).text()
  expect(text).toContain('registration.unregister()')
  expect(text).toContain('caches.delete(name)')
  await site.close()
})

test('[LC7] the page for being offline holds the app and no pad', async () => {
  const site = await openSite()
  const answer = await site.fetch('/offline')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const page = await answer.text()
  expect(page).toContain('src="/assets/pad-1.js"')
  expect(page).toContain('{"base":"/","offline":true}')
  expect(page).not.toContain('holdfast-state')
  await site.close()
})
