/** Who asks: sockets, headers and lists as they come, and as somebody would forge them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNetworks } from './networks.ts'
import { networks } from './test-admission.ts'
import { CROWD, takenFor, visitorOf } from './visitors.ts'

const LOOPBACK = '127.0.0.0/8, ::1'
const from = (remoteAddress: string | undefined, forwarded?: string | string[], trusted = LOOPBACK) =>
  visitorOf(
    {
      socket: { remoteAddress },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string },
    },
    networks(trusted),
  )

describe('a visitor', () => {
  test.each([
    ['a socket of its own', '198.51.100.7', undefined, '198.51.100.7'],
    ['IPv4 inside IPv6', '::ffff:198.51.100.7', undefined, '198.51.100.7'],
    ['one proxy', '127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['one proxy over IPv6', '::1', '198.51.100.7', '198.51.100.7'],
    ['two proxies', '127.0.0.1', '198.51.100.7, 127.0.0.9', '198.51.100.7'],
    ['headers in several lines', '127.0.0.1', ['198.51.100.7', '127.0.0.9'] as string[], '198.51.100.7'],
    ['a port', '127.0.0.1', '198.51.100.7:4711', '198.51.100.7'],
    ['IPv6 with a port', '127.0.0.1', '[2001:db8:1:2:3::4]:4711', '2001:db8:1:2::/64'],
    ['a spoofed beginning', '127.0.0.1', '203.0.113.1, 198.51.100.7', '198.51.100.7'],
    ['a spoofed beginning that looks trusted', '127.0.0.1', '127.0.0.1, 198.51.100.7', '198.51.100.7'],
    ['garbage before it', '127.0.0.1', 'x, <script>, 198.51.100.7', '198.51.100.7'],
    ['a spoofed header without a proxy', '198.51.100.7', '203.0.113.1', '198.51.100.7'],
  ])('[AD7] behind %s is known by its address', (_name, remote, forwarded, name) => {
    expect(from(remote, forwarded)).toMatchObject({ name, times: 1, unlisted: undefined })
  })

  test('[AD7] IPv6 counts by /64', () => {
    expect(from('2001:db8:1:2:ffff::1').name).toBe(from('2001:db8:1:2:3:4:5:6').name)
    expect(from('2001:db8:1:3::1').name).not.toBe(from('2001:db8:1:2::1').name)
  })

  test('[AD7] a listed proxy further out is believed as far as it is listed', () => {
    const trusted = '10.0.0.0/8'
    expect(from('10.1.1.1', '203.0.113.1, 198.51.100.7, 10.2.2.2', trusted).name).toBe('198.51.100.7')
    expect(from('10.1.1.1', '203.0.113.1', '').name).toBe('10.1.1.1')
  })

  test('[AD8] whom no proxy names may be many', () => {
    expect(from('127.0.0.1')).toMatchObject({ times: CROWD, vouched: true, unlisted: undefined })
    expect(from('127.0.0.1', 'unknown')).toMatchObject({ name: '127.0.0.1', times: CROWD })
  })

  test.each(['10.1.1.1', '172.20.0.3', '192.168.1.1', '100.64.0.1', 'fd00::1', '169.254.1.1'])(
    '[AD8] %s with X-Forwarded-For is a proxy nobody listed',
    (remote) => {
      expect(from(remote, '198.51.100.7')).toMatchObject({ times: CROWD, vouched: false })
      expect(from(remote, '198.51.100.7').unlisted).toBeDefined()
      expect(from(remote)).toMatchObject({ times: 1, unlisted: undefined })
    },
  )

  test('[AD8] from the Internet it is somebody who pretends', () => {
    expect(from('198.51.100.7', '10.0.0.1')).toMatchObject({ times: 1, unlisted: undefined })
  })

  test('[AD7] whatever a header says, somebody is named and nothing is thrown', () => {
    expect(from(undefined, '198.51.100.7').name).toBe('unknown')
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (header) => {
        expect(from('127.0.0.1', header).name).not.toBe('')
        expect(from(header).name).not.toBe('')
      }),
    )
  })
})

test('[WI4] of a visitor is told where his address lies and whether its word is trusted, and not which it is', () => {
  const told = (remote: string, forwarded?: string, trusted?: string) =>
    takenFor(from(remote, forwarded, trusted))
  expect(told('127.0.0.1', '1.1.1.1')).toEqual({ range: 'public', isTrusted: false, isUnlistedProxy: false })
  expect(told('127.0.0.1', '192.0.2.77')).toMatchObject({ range: 'reserved', isTrusted: false })
  expect(told('::1', '2001:db8::1')).toMatchObject({ range: 'reserved', isTrusted: false })
  expect(told('127.0.0.1', '192.0.2.77, 1.1.1.1')).toMatchObject({ range: 'public' })
  expect(told('127.0.0.1')).toMatchObject({ range: 'loopback', isTrusted: true })
  expect(told('10.0.0.1', '1.1.1.1')).toEqual({ range: 'private', isTrusted: false, isUnlistedProxy: true })
  expect(told('1.1.1.1', undefined, '0.0.0.0/0')).toMatchObject({ range: 'public', isTrusted: true })
})

test('[AD7] a list of networks is read whole or not at all', () => {
  expect(readNetworks('')).toEqual([])
  expect(readNetworks(' 10.0.0.0/8 , ::1,192.0.2.1 ')).toHaveLength(3)
  for (const list of [
    '10.0.0.0/33',
    '10.1',
    '10.0.0.0/',
    'localhost',
    '::1/129',
    '10.0.0.0/8;',
    '0x7f.1',
    '1',
  ]) {
    expect(readNetworks(list), list).toBeUndefined()
  }
})
