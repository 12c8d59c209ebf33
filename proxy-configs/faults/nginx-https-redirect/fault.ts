/** Whoever asks in the clear is sent on, and a WebSocket does not go. */
import { ALL_WELL, type Fault } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxHttpsRedirect: Fault = {
  id: 'nginx-https-redirect',
  title: 'plain HTTP is sent on to HTTPS',
  culprit: 'app',
  symptom: 'invisible',
  way: { hops: [{ good: 'nginx', tls: true }], visitors: 'at-plain-port' },
  sees: 'The page moves on to HTTPS and loads, but an app whose socket address begins with ws:// never connects.',
  wire: 'Everything at port 80 is answered with 301. Browsers follow it for pages, not for a WebSocket; from an HTTPS page they do not even ask.',
  neighbours: '`nginx-auth-redirect` sends to a login; the Location tells.',
  ours: 'Takes the address of its socket from the page it is on, so it asks wss:// by itself.',
  fix: 'Give the app its public address with https://, or wss:// for its socket.',
  expect: everything('301 nginx'),
  tells: ['redirects to https'],
  stories: ALL_WELL,
  sources: [
    'RFC 6455 section 4.1: following redirects is up to the client',
    'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#return',
  ],
}
