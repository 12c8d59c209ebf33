/** The matcher names the paths of pages; nobody thought of the one of the sockets. */
import { type Fault, LIVE_PATH_AND_EXHIBITS_BLOCKED, oneHop } from '../../fault.ts'
import { livePath } from '../../probes.ts'

export const caddySocketPathNotProxied: Fault = {
  id: 'caddy-socket-path-not-proxied',
  title: 'the matcher misses the path of the sockets',
  culprit: 'caddy',
  symptom: 'invisible',
  way: oneHop('caddy', {
    at: 'handle {',
    add: ['@app path / /p/* /api/* /assets/* /live/* /diagnose*', 'handle @app {'],
  }),
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: 'Caddy answers what no matcher fits with 200 and an empty body, also a handshake. No log says a word, and a monitor sees 200.',
  neighbours:
    'An app whose every path is a page answers 200 too, with a body. 404 with a body is the app, which was asked for a path it does not have.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Add `/collab/*`, or leave the matcher out.',
  expect: livePath('200 caddy'),
  stories: LIVE_PATH_AND_EXHIBITS_BLOCKED,
  sources: ['https://caddyserver.com/docs/caddyfile/matchers#path-matchers'],
}
