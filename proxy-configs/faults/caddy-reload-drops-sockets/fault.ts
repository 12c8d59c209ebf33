/** Nothing is wrong in the file; it is that it was read again. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const caddyReloadDropsSockets: Fault = {
  id: 'caddy-reload-drops-sockets',
  title: 'every reload closes all sockets',
  culprit: 'caddy',
  symptom: 'dropped',
  way: { hops: [{ good: 'caddy' }], meanwhile: { hop: 0, does: 'reload' } },
  sees: 'Everybody reconnects at the same moment, whenever a site is added or changed, also somebody else’s.',
  wire: 'Caddy writes a close frame with 1001 into each socket, to both sides. Browsers see 1001. To the app it comes unmasked, which no client may send, so the app ends the connection as a violation of the protocol.',
  neighbours:
    'The only proxy whose cut comes with a close code; all others leave 1006. nginx and HAProxy keep sockets through a reload.',
  ours: 'Connects again at once, each client at its own moment within a few seconds, and loses nothing.',
  fix: 'Reload seldom. From Caddy 2.7 on `stream_close_delay 5m` in `reverse_proxy` lets sockets live on for a while.',
  expect: { idle: 'cut', pinged: 'cut' },
  stories: ALL_WELL,
  sources: [
    'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#streaming',
    'RFC 6455 section 7.4.1: 1001',
    'RFC 6455 section 5.1: a server closes on a frame that is not masked',
  ],
}
