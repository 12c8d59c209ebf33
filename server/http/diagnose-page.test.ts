import { afterEach, expect, test } from 'vitest'
import { diagnoseEn } from '../../protocol/words/en-diagnose.ts'
import { openSite, type TestSite } from './test-site.ts'

let site: TestSite
afterEach(() => site.close())

test('[DG1] the page of the connection check is there for everybody, below a prefix too, and says what it needs', async () => {
  site = await openSite({ publicUrl: 'https://pads.example/team/' })
  const answer = await site.fetch('/team/diagnose')
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
  const text = await answer.text()
  for (const told of [diagnoseEn.withoutScript, diagnoseEn.scriptMissing]) expect(text).toContain(told)
  expect(text).toContain('<body data-page="diagnose">')
  expect(text).toContain('src="/team/assets/diagnose-1.js"')
  expect(text).toMatch(/id="holdfast-page">\{"base":"\/team\/","byLinks":false,"token":\{"token":"[^"]+"/)
})

test('[DG1] it is asked for, and changes nothing', async () => {
  site = await openSite()
  const answer = await site.fetch('/diagnose', { method: 'POST', headers: { accept: 'text/html' } })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})
