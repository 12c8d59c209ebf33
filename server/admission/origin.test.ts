/** Whose page it is: every way to be known, and everything that is not one of them. */
import { describe, expect, test } from 'vitest'
import { type Asking, expectedOf, isOurPage } from './origin.ts'

const options = { publicOrigin: 'https://pads.example', origins: ['https://wiki.example'] }
const asking = (change: Partial<Asking>): Asking => ({
  origin: undefined,
  host: '10.0.0.5:3000',
  site: undefined,
  forwardedHosts: [],
  hasToken: false,
  ...change,
})

describe('a page of ours', () => {
  test.each([
    ['no Origin at all: no page', {}],
    ['an address typed by a person', { site: 'none' }],
    ['the Host', { origin: 'http://10.0.0.5:3000' }],
    ['the Host with the usual port said', { origin: 'https://a.example', host: 'a.example:443' }],
    ['the Host, other case', { origin: 'http://a.example', host: 'A.Example' }],
    ['the Host, IPv6', { origin: 'http://[::1]:3000', host: '[::1]:3000' }],
    ['the public address', { origin: 'https://pads.example' }],
    ['an allowed origin', { origin: 'https://wiki.example', site: 'cross-site' }],
    ['a forwarded host', { origin: 'https://b.example', forwardedHosts: ['a.example', 'b.example'] }],
    ['the browser’s word', { origin: 'http://lost.example', site: 'same-origin' }],
    ['a token', { origin: 'http://lost.example', hasToken: true }],
    ['a token, with an origin that is hidden', { origin: 'null', hasToken: true }],
  ])('[AD1] is known by %s', (_name, change) => {
    expect(isOurPage(asking(change), options)).toBe(true)
  })

  test.each([
    ['another host', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://10.0.0.5:3001' }],
    ['another scheme where the port differs', { origin: 'https://10.0.0.5:80', host: '10.0.0.5' }],
    ['a host that only begins like ours', { origin: 'http://10.0.0.5:3000.evil.example' }],
    ['a host that only ends like an allowed one', { origin: 'https://evil-wiki.example' }],
    ['an allowed host with another scheme', { origin: 'http://wiki.example' }],
    ['a hidden origin', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['an origin that is none', { origin: '//' }],
    ['no origin, and cross-site by the browser’s word', { site: 'cross-site' }],
    ['a sister site', { origin: 'https://sister.example', site: 'same-site' }],
    ['a file', { origin: 'file://', host: '' }],
    ['a Host that is none', { origin: 'http://a.example', host: 'a.example/x@' }],
  ])('[AD2] is not %s', (_name, change) => {
    expect(isOurPage(asking(change), options)).toBe(false)
  })

  test('[AD2] what would have been known is told once each', () => {
    const both = asking({ host: 'h:1', forwardedHosts: ['a', 'a'] })
    expect(expectedOf(both, options)).toEqual(['https://pads.example', 'https://wiki.example', 'h:1', 'a'])
  })
})
