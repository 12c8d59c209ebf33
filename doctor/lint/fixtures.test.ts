/**
 * Long configurations in the style of what people run: nothing is said about the good ones, and a fault that is
 * planted in one is found at its line and nowhere else.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { broken, type Edit } from '../../proxy-configs/edits.ts'
import { filesOf } from './files.ts'
import { type Asked, lint } from './lint.ts'

const folder = fileURLToPath(new URL('./fixtures/', import.meta.url))
const text = (name: string): string => readFileSync(`${folder}${name}`, 'utf8')
const NO_FILES = filesOf(new Map())

const read = (name: string, content: string, asked: Asked) => lint([{ name, text: content }], NO_FILES, asked)

interface Fixture {
  readonly name: string
  readonly proxy: string
  /** What its owner could say besides. */
  readonly path: string
  readonly host: string
}

const HOST = 'pads.example.org'

const FIXTURES: readonly Fixture[] = [
  { name: 'nginx-many-locations.conf', proxy: 'nginx', path: '/pads/collab/', host: 'intranet.example.org' },
  { name: 'nginx-certbot.conf', proxy: 'nginx', path: '/collab/', host: HOST },
  { name: 'nginx-proxy-host.conf', proxy: 'nginx', path: '/collab/', host: HOST },
  { name: 'nginx-dump.txt', proxy: 'nginx', path: '/collab/', host: HOST },
  { name: 'nginx-cluster-ingress.conf', proxy: 'nginx', path: '/collab/', host: HOST },
  { name: 'nginx-generated.conf', proxy: 'nginx', path: '/collab/', host: HOST },
  { name: 'nginx-single-sign-on.conf', proxy: 'nginx', path: '/collab/', host: HOST },
  { name: 'nginx-try-files.conf', proxy: 'nginx', path: '/socket.io/', host: HOST },
  { name: 'apache-many-hosts.conf', proxy: 'apache', path: '/yjs/', host: HOST },
  { name: 'apache-socket-io.conf', proxy: 'apache', path: '/socket.io/', host: 'notes.example.org' },
  { name: 'apache-whole-server.conf', proxy: 'apache', path: '/collab/', host: HOST },
  { name: 'squid-office.conf', proxy: 'squid', path: '/collab/', host: HOST },
  { name: 'squid-accelerator.conf', proxy: 'squid', path: '/collab/', host: HOST },
  { name: 'haproxy-acls.cfg', proxy: 'haproxy', path: '/collab/', host: HOST },
  { name: 'haproxy-old-style.cfg', proxy: 'haproxy', path: '/socket.io/', host: HOST },
  { name: 'caddy-snippets.Caddyfile', proxy: 'caddy', path: '/collab/', host: HOST },
  { name: 'varnish-long.vcl', proxy: 'varnish', path: '/yjs/', host: HOST },
]

describe('good', () => {
  test.for(FIXTURES)(
    '[LI5] $name is recognised, and nothing is said about it',
    ({ name, proxy, path, host }) => {
      for (const asked of [{}, { host }, { path, host }]) {
        const { configs } = read(name, text(name), asked)
        expect(configs).toMatchObject([
          {
            proxy,
            files: [name],
            findings: [],
            oddities: [],
            ways: expect.toSatisfy((ways: number) => ways > 0),
          },
        ])
      }
    },
  )

  test('[LI5] every file of the folder is one of them', () => {
    expect(FIXTURES.map(({ name }) => name).sort()).toEqual(readdirSync(folder).sort())
  })
})

interface Planted {
  readonly name: string
  readonly edits: readonly Edit[]
  readonly fault: string
  /** How the line begins at which it is said. */
  readonly at: string
  readonly asked?: Asked
}

const PLANTED: readonly Planted[] = [
  {
    name: 'nginx-many-locations.conf',
    edits: [{ at: 'proxy_set_header Upgrade ' }],
    fault: 'nginx-upgrade-missing',
    at: 'proxy_pass         http://pads/;',
  },
  {
    name: 'nginx-many-locations.conf',
    edits: [{ at: 'location /pads/ {', add: ['location /pads {'] }],
    fault: 'nginx-sub-path-doubled',
    at: 'location /pads {',
  },
  {
    name: 'nginx-certbot.conf',
    edits: [
      { at: 'proxy_set_header Upgrade' },
      { at: "proxy_set_header Connection 'upgrade'", add: ['proxy_set_header Connection "";'] },
    ],
    fault: 'nginx-upgrade-headers-missing',
    at: 'proxy_pass http://localhost:3000;',
  },
  {
    name: 'nginx-proxy-host.conf',
    edits: [
      { at: 'proxy_set_header Upgrade            $http_upgrade;' },
      { at: 'proxy_set_header Connection         $http_connection;' },
    ],
    fault: 'nginx-set-header-inheritance-lost',
    at: 'proxy_set_header Host $host;',
  },
  {
    name: 'nginx-dump.txt',
    edits: [
      { at: "'' close;", add: ["'' upgrade;"] },
      { at: 'default upgrade;', add: ['default close;'] },
    ],
    fault: 'nginx-map-reversed',
    at: 'map $http_upgrade $connection_upgrade {',
    asked: { host: HOST, path: '/collab/' },
  },
  {
    name: 'nginx-dump.txt',
    edits: [{ at: 'map $http_upgrade $connection_upgrade {', through: '}' }],
    fault: 'nginx-config-syntax-error',
    at: 'proxy_set_header Connection $connection_upgrade;',
  },
  {
    name: 'nginx-generated.conf',
    edits: [
      {
        at: 'proxy_pass http://pads',
        add: ['proxy_pass http://pads.example.org;', 'proxy_set_header X-Site pads;'],
      },
    ],
    fault: 'nginx-set-header-inheritance-lost',
    at: 'proxy_set_header X-Site pads;',
    asked: { host: HOST, path: '/collab/' },
  },
  {
    name: 'nginx-cluster-ingress.conf',
    edits: [{ at: 'proxy_read_timeout', add: ['proxy_read_timeout 15s;'] }],
    fault: 'nginx-read-timeout',
    at: 'proxy_read_timeout 15s;',
  },
  {
    name: 'nginx-single-sign-on.conf',
    edits: [{ at: 'auth_request_set', keep: true, add: ['limit_except GET {', '    deny all;', '}'] }],
    fault: 'nginx-method-filter',
    at: 'limit_except GET {',
  },
  {
    name: 'nginx-try-files.conf',
    edits: [{ at: 'location ~ ^/(collab|socket', add: ['location ~ ^/socket\\.io/ {'] }],
    fault: 'nginx-upgrade-headers-missing',
    at: 'proxy_pass http://127.0.0.1:3000;',
    asked: { path: '/collab/' },
  },
  {
    name: 'apache-many-hosts.conf',
    edits: [{ at: 'RewriteCond %{HTTP:Connection}', add: ['RewriteCond %{HTTP:Connection} =Upgrade'] }],
    fault: 'apache-rewrite-connection-exact',
    at: 'RewriteCond %{HTTP:Connection}',
  },
  {
    name: 'apache-whole-server.conf',
    edits: [{ at: 'BalancerMember "http://10', add: ['BalancerMember "http://10.0.0.12:3000" route=b'] }],
    fault: 'apache-proxypass-only',
    at: 'ProxyPass "/"',
  },
  {
    name: 'apache-socket-io.conf',
    edits: [{ at: 'RewriteRule /(.*)', add: ['RewriteRule /(.*) http://127.0.0.1:9001/$1 [P,L]'] }],
    fault: 'apache-proxypass-only',
    at: 'ProxyPass        / http',
    asked: { path: '/socket.io/', host: 'notes.example.org' },
  },
  {
    name: 'apache-whole-server.conf',
    edits: [{ at: 'LoadModule proxy_http_module' }],
    fault: 'apache-proxy-submodules-missing',
    at: 'ProxyPass "/"',
  },
  {
    name: 'squid-accelerator.conf',
    edits: [
      {
        at: 'http_upgrade_request_protocols',
        add: ['http_upgrade_request_protocols WebSocket allow pads_names'],
      },
    ],
    fault: 'squid-upgrade-case',
    at: 'http_upgrade_request_protocols',
  },
  {
    name: 'squid-accelerator.conf',
    edits: [{ at: 'http_access allow pads_names' }],
    fault: 'squid-access-denied',
    at: 'http_access deny all',
    asked: { host: HOST },
  },
  {
    name: 'haproxy-acls.cfg',
    edits: [{ at: 'option http-no-delay', keep: true, add: ['http-request del-header Upgrade'] }],
    fault: 'haproxy-upgrade-removed',
    at: 'http-request del-header Upgrade',
    asked: { host: HOST },
  },
  {
    name: 'haproxy-acls.cfg',
    edits: [{ at: 'timeout tunnel 1h' }, { at: 'timeout client', add: ['timeout client 10000'] }],
    fault: 'haproxy-client-timeout-cuts-sockets',
    at: 'timeout client 10000',
  },
  {
    name: 'haproxy-old-style.cfg',
    edits: [{ at: 'acl too_large', add: ['acl too_large req.body_size gt 524288'] }],
    fault: 'haproxy-body-too-small',
    at: 'http-request deny deny_status 413',
  },
  {
    name: 'caddy-snippets.Caddyfile',
    edits: [{ at: 'read_timeout 2h', add: ['read_timeout 10s'] }],
    fault: 'caddy-read-timeout',
    at: 'read_timeout 10s',
  },
  {
    name: 'caddy-snippets.Caddyfile',
    edits: [{ at: 'header_up X-Forwarded-Prefix', add: ['header_up -Connection'] }],
    fault: 'caddy-connection-removed',
    at: 'header_up -Connection',
  },
  {
    name: 'varnish-long.vcl',
    edits: [{ at: 'set bereq.http.connection' }],
    fault: 'varnish-pipe-without-headers',
    at: 'return (pipe);',
  },
]

describe('planted', () => {
  test.for(PLANTED)('[LI6] $fault in $name is found at its line', ({ name, edits, fault, at, asked }) => {
    const content = broken(text(name), edits)
    const findings = read(name, content, asked ?? {}).configs.flatMap((config) => config.findings)
    expect(findings.map((finding) => finding.fault)).toEqual([fault])
    expect(lineOf(content, findings[0]?.at).slice(0, at.length)).toBe(at)
  })
})

/** In a dump of nginx each file counts its own lines. */
function lineOf(content: string, place: { file: string; line: number; column: number } | undefined): string {
  const lines = content.split('\n')
  const start = lines.indexOf(`# configuration file ${place?.file}:`) + 1
  const line = lines[start + (place?.line ?? 0) - 1] ?? ''
  return line.slice((place?.column ?? 1) - 1)
}
