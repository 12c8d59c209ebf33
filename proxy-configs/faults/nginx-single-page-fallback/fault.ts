/** Whatever is no file gets the start page, also what is no page. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { livePath } from '../../probes.ts'

export const nginxSinglePageFallback: Fault = {
  id: 'nginx-single-page-fallback',
  title: 'the WebSocket gets the start page of the site',
  culprit: 'nginx',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { web: { example: '/var/www/pads', test: '/usr/share/nginx/html' } },
        edits: [
          { at: 'location / {', add: ['location ~ ^/($|p/|api/|assets/|live/|diagnose|exhibits/) {'] },
          {
            at: 'limit_conn holdfast',
            keep: true,
            add: ['location / {', '    root {{web}};', '    try_files $uri /index.html;', '}'],
          },
        ],
      },
    ],
  },
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: 'The handshake is answered with status 200 and a page of HTML, as is every unknown path.',
  neighbours:
    'Some apps answer a stripped handshake with 200 too; here the answer is the start page, and the app has not seen the path of the WebSocket.',
  ours: 'Takes no page for an answer of its exchange: the text can be read, what is typed is kept on this device, and the page says so.',
  fix: "The location of the app's paths has to come with `/collab/`; the fallback is for pages.",
  expect: { ...livePath('200 nobody'), exchange: '405 nginx', held: '405 nginx' },
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files'],
}
