/** The command prints what the catalogue proves, and nothing that it did not understand. */
import { expect, test } from 'vitest'
import { EXAMPLE, EXAMPLE_TLS, type GoodConfig, render } from '../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../proxy-configs/good-configs.ts'
import { EXIT, type Outcome } from './command.ts'
import { proxyConfig } from './proxy-config.ts'

const run = (...args: string[]) => proxyConfig.run(args) as Outcome
const USUAL = ['--domain', 'pads.example.org', '--upstream', '127.0.0.1:3000']

test.each(Object.entries(GOOD_CONFIGS))('[PX7] %s is the configuration of the catalogue', (name, config) => {
  const good: GoodConfig = config
  const { exit, out = '' } = run(name, ...USUAL)
  expect(exit).toBe(EXIT.ok)
  expect(out.endsWith(render(good, EXAMPLE))).toBe(true)
})

test('[PX7] TLS, a sub-path and more nodes are filled in', () => {
  const { out } = run(
    'nginx',
    ...USUAL,
    '--upstream',
    '[::1]:3001',
    '--tls',
    '/etc/ssl/p/',
    '--sub-path',
    '/a/b',
  )
  expect(out).toBe(
    render(GOOD_CONFIGS.nginx, {
      ...EXAMPLE_TLS,
      upstreams: ['127.0.0.1:3000', '[::1]:3001'],
      subPath: '/a/b',
      tls: {
        certificate: '/etc/ssl/p/fullchain.pem',
        key: '/etc/ssl/p/privkey.pem',
        both: '/etc/ssl/p/certificate-and-key.pem',
      },
    }),
  )
})

test.each([
  [[], 'expected one proxy'],
  [['iis', ...USUAL], 'iis'],
  [['nginx', '--upstream', '127.0.0.1:3000'], '--domain'],
  [['nginx', '--domain', 'a b; return 200', '--upstream', '127.0.0.1:3000'], '--domain'],
  [['nginx', '--domain', 'a.test'], '--upstream'],
  [['nginx', '--domain', 'a.test', '--upstream', '127.0.0.1'], '--upstream'],
  [['nginx', '--domain', 'a.test', '--upstream', '127.0.0.1:99999'], '--upstream'],
  [['nginx', ...USUAL, '--upstream', 'x:1;}'], '--upstream'],
  [['nginx', ...USUAL, '--tls', 'certs'], '--tls'],
  [['nginx', ...USUAL, '--sub-path', '/pads/'], '--sub-path'],
  [['nginx', ...USUAL, '--port', '0'], '--port'],
  [['nginx', ...USUAL, '--fast'], '--fast'],
])('[PX7] %j is refused by name, with nothing printed', (args, named) => {
  const { exit, out, error } = run(...args)
  expect({ exit, out }).toEqual({ exit: EXIT.usage, out: undefined })
  expect(error).toContain(named)
})
