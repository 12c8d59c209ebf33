/** Caddy sends plain HTTP on by itself, also when it cannot know that TLS ended in front of it. */
import { ALL_WELL, type Fault } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const caddyHttpsRedirect: Fault = {
  id: 'caddy-https-redirect',
  title: 'plain HTTP is sent on to HTTPS, unasked',
  culprit: 'caddy',
  symptom: 'unreachable',
  way: { hops: [{ good: 'caddy', tls: true }], visitors: 'at-plain-port' },
  sees: 'Behind another proxy that speaks TLS to people: the browser says that the page redirects too often. Without one: a page moves on, an app that asks ws:// never connects.',
  wire: 'A site without `http://` in its address gets a redirect for its port 80 by itself: 308 with `Server: Caddy`, Connection close and an empty body. No browser follows it for a WebSocket.',
  neighbours: 'nginx and HAProxy redirect only when a line says so, and mostly with 301.',
  ours: 'Takes the address of its socket from the page it is on. Out of a circle it cannot help: its page does not load.',
  fix: 'Behind a proxy that ends TLS write the address of the site as `http://…`.',
  expect: everything('308 caddy'),
  tells: ['redirects to https'],
  stories: ALL_WELL,
  sources: [
    'https://caddyserver.com/docs/automatic-https',
    'RFC 6455 section 4.1: following redirects is up to the client',
  ],
}
