/** What depends on the version of the proxy. */
import { expect, test } from 'vitest'
import { filesOf } from './files.ts'
import { atLeast } from './finding.ts'
import { lint } from './lint.ts'

const faults = (text: string, version?: string) =>
  lint([{ name: 'f', text }], filesOf(new Map()), { version }).configs.flatMap(({ findings }) =>
    findings.map(({ fault }) => fault),
  )

const NGINX = `server { listen 80; client_max_body_size 9m; location / {
  proxy_pass http://127.0.0.1:3000; proxy_set_header Host $http_host;
  proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;
} }`

test('[LI12] nginx speaks HTTP/1.1 to the app by itself from 1.29.7 on', () => {
  expect(faults(NGINX)).toEqual(['nginx-http10-buffered'])
  expect(faults(NGINX, '1.29.6')).toEqual(['nginx-http10-buffered'])
  expect(faults(NGINX, '1.29.7')).toEqual([])
  expect(faults(NGINX.replace('proxy_pass', 'proxy_http_version 1.0; proxy_pass'), '1.30.0')).toEqual([
    'nginx-http10-buffered',
  ])
})

const APACHE = `<VirtualHost *:80>
  ServerName pads.example.org
  ProxyPreserveHost On
  ProxyPass / http://127.0.0.1:3000/ upgrade=websocket timeout=3600
</VirtualHost>`

test('[LI12] Apache knows upgrade= from 2.4.47 on', () => {
  expect(faults(APACHE)).toEqual([])
  expect(faults(APACHE, '2.4.47')).toEqual([])
  expect(faults(APACHE, '2.4.46')).toEqual(['apache-proxypass-only'])
})

test('[LI12] versions are compared number by number', () => {
  expect(atLeast('1.29.10', '1.29.7')).toBe(true)
  expect(atLeast('2.4', '2.4.47')).toBe(false)
  expect(atLeast(undefined, '1')).toBe(undefined)
})
