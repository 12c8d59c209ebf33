/** The path is cut off, and the app never hears of it. */
import { type Fault, NO_PAGE } from '../../fault.ts'

export const nginxSubPathNotAnnounced: Fault = {
  id: 'nginx-sub-path-not-announced',
  title: 'the app is not told below which path it lives',
  culprit: 'nginx',
  symptom: 'wrong-path',
  way: {
    hops: [{ good: 'nginx', subPath: '/pads', edits: [{ at: 'proxy_set_header X-Forwarded-Prefix' }] }],
  },
  sees: 'The page comes bare: text without style, and nothing can be clicked or typed.',
  wire: 'Pages name their scripts, styles and sockets from the root, where nginx has something else or nothing: 404 of nginx itself.',
  neighbours: 'With `nginx-sub-path-kept` there is no page either.',
  ours: 'The text of a pad can be read, as without JavaScript; nothing else works.',
  fix: 'Send X-Forwarded-Prefix, or set `HOLDFAST_PUBLIC_URL` with the path.',
  expect: { script: '404 nginx' },
  stories: NO_PAGE,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass',
    'https://datatracker.ietf.org/doc/html/rfc7239: no prefix among the standardised ones',
  ],
}
