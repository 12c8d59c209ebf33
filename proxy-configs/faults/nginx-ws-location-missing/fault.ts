/** Locations for everything the page needs, and none for its sockets. */
import { type Fault, LIVE_PATH_BLOCKED, oneHop } from '../../fault.ts'
import { livePath } from '../../probes.ts'

export const nginxWsLocationMissing: Fault = {
  id: 'nginx-ws-location-missing',
  title: 'the path of the WebSocket is in no location',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', {
    at: 'location / {',
    add: ['location ~ ^/($|p/|api/|assets/|live/|diagnose|exhibits/) {'],
  }),
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: 'nginx looks for a file at the path of the WebSocket and answers with a 404 of its own; the app hears nothing. The error log names the file that was not found.',
  neighbours:
    "A 404 with the app's own words means that the request arrived, without its upgrade. `nginx-single-page-fallback` answers 200.",
  ours: 'Its exchange lives at the same path, so nothing carries: the text can be read, what is typed is kept on this device, and the page says so.',
  fix: 'Proxy all paths, or add one location for `/collab/`.',
  expect: livePath('404 nginx'),
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#location'],
}
