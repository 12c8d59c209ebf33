/**
 * The long configurations that the linter must be silent about are no fancies: each proxy's own check takes them.
 * What they name on their machines (certificates, folders, users) is made here, in one folder.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { ProxyName } from '../../proxy-configs/good.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { testCertificate } from './certificate.ts'
import { FRAMES } from './frames.ts'
import { searchPath } from './start-hop.ts'

const FOLDER = fileURLToPath(new URL('../../doctor/lint/fixtures/', import.meta.url))

interface Long {
  readonly name: string
  readonly proxy: ProxyName
  /** It is the main file itself. */
  readonly isWhole?: true
  /** Lines that this machine cannot have, and what stands there instead. */
  readonly instead?: readonly (readonly [RegExp, string])[]
  /** Files that it includes or loads, by name. */
  readonly files?: Readonly<Record<string, string>>
}

/** The check takes hold of the ports: of free ones, and of one family. */
const HIGH_PORTS = [
  [/^ *listen +\[::\]:.*$/gm, ''],
  [/\blisten +(\d+)/g, 'listen 127.0.0.1:2$1'],
] as const

const LONG: readonly Long[] = [
  {
    name: 'nginx-many-locations.conf',
    proxy: 'nginx',
    instead: HIGH_PORTS,
    files: { fastcgi_params: 'fastcgi_param QUERY_STRING $query_string;\n' },
  },
  {
    name: 'nginx-certbot.conf',
    proxy: 'nginx',
    instead: [...HIGH_PORTS, [/^ *ssl_dhparam .*$/gm, '']],
    files: { 'etc/letsencrypt/options-ssl-nginx.conf': 'ssl_session_timeout 1440m;\n' },
  },
  { name: 'nginx-proxy-host.conf', proxy: 'nginx', instead: HIGH_PORTS },
  { name: 'nginx-generated.conf', proxy: 'nginx', instead: HIGH_PORTS },
  { name: 'nginx-single-sign-on.conf', proxy: 'nginx', instead: HIGH_PORTS },
  { name: 'nginx-try-files.conf', proxy: 'nginx', instead: HIGH_PORTS },
  {
    name: 'apache-many-hosts.conf',
    proxy: 'apache',
    instead: [
      [/^/, '#   a2enmod rewrite ssl headers proxy_http dir authz_host\n'],
      [/\$\{APACHE_LOG_DIR\}/g, '/var/log'],
      [/ combined$/gm, ' common'],
    ],
  },
  {
    name: 'apache-socket-io.conf',
    proxy: 'apache',
    instead: [[/^/, '#   a2enmod rewrite ssl headers proxy_http authz_host\n']],
  },
  {
    name: 'apache-whole-server.conf',
    proxy: 'apache',
    isWhole: true,
    instead: [
      [
        /^LoadModule unixd_module .*$/m,
        'PidFile /run/apache.pid\nDefaultRuntimeDir /run\nErrorLog /var/log/error.log',
      ],
      [/\/pki\/\$name\//g, '/pki/site/'],
      [/ modules\//g, ' /usr/lib/apache2/modules/'],
      [/^User .*\nGroup .*$/m, 'User nobody\nGroup nogroup'],
      [/^Listen (\d+)$/gm, 'Listen 127.0.0.1:2$1'],
    ],
  },
  { name: 'squid-office.conf', proxy: 'squid' },
  { name: 'squid-accelerator.conf', proxy: 'squid' },
  {
    name: 'haproxy-acls.cfg',
    proxy: 'haproxy',
    isWhole: true,
    instead: [
      [/^ *(user|group|daemon|stats socket|log \/).*$/gm, ''],
      [/^ *server certbot .*$/m, '    server certbot 127.0.0.1:8888'],
    ],
    files: { 'etc/haproxy/errors/503.http': 'HTTP/1.0 503 Down\r\nConnection: close\r\n\r\nDown\n' },
  },
  { name: 'haproxy-old-style.cfg', proxy: 'haproxy', isWhole: true },
  { name: 'caddy-snippets.Caddyfile', proxy: 'caddy', isWhole: true },
  { name: 'varnish-long.vcl', proxy: 'varnish', isWhole: true },
]

/** Caddy alone is told a second port around what is pasted, and its configuration here is whole. */
const NO_PORT = 0

/** Everything below these stands in the test's folder. */
const ELSEWHERE = /(?<=[\s"=])\/(?=(etc|var|data|srv|run)\/)/g

/** The text with its paths moved into the folder, and what the paths lead to. */
function settled(text: string, folder: string): string {
  const { certificate, key, both } = testCertificate()
  const moved = text.replace(ELSEWHERE, `${folder}/`)
  for (const [path] of moved.matchAll(new RegExp(`${folder}/[^\\s";]+`, 'g'))) {
    mkdirSync(path.endsWith('/') ? path : dirname(path), { recursive: true })
    if (/fullchain\.pem$/.test(path)) copyFileSync(certificate, path)
    if (/privkey\.pem$/.test(path)) copyFileSync(key, path)
    if (path.endsWith('/certs/')) copyFileSync(both, join(path, 'site.pem'))
  }
  return moved
}

describe.concurrent('by the proxy itself', () => {
  test.for(LONG)('[LI13] $name', async ({ name, proxy, isWhole, instead = [], files = {} }) => {
    const frame = FRAMES[proxy]
    const folder = await temporaryFolder(`long-${proxy}`)
    try {
      chmodSync(folder.path, 0o777)
      mkdirSync(join(folder.path, 'varnish'))
      const changed = instead.reduce(
        (text, [pattern, to]) => text.replace(pattern, to),
        readFileSync(join(FOLDER, name), 'utf8'),
      )
      for (const each of ['etc/httpd', 'run/httpd', 'var/log'])
        mkdirSync(join(folder.path, each), { recursive: true })
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder.path, path)), { recursive: true })
        writeFileSync(join(folder.path, path), content)
      }
      const text = settled(changed, folder.path)
      const file = join(folder.path, `${proxy}.conf`)
      writeFileSync(file, isWhole ? text : frame.around(text, folder.path, NO_PORT))
      const ran = spawnSync(frame.program, [...frame.check(file, folder.path)], {
        env: { PATH: searchPath(), ...frame.environment?.(folder.path) },
        encoding: 'utf8',
      })
      expect(ran.status, `${ran.stdout}${ran.stderr}`.slice(-2_000)).toBe(0)
    } finally {
      await folder.remove()
    }
  })
})
