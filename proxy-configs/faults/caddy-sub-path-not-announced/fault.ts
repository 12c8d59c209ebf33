/** The path is cut off, and the app never hears of it. */
import { type Fault, NO_PAGE } from '../../fault.ts'

export const caddySubPathNotAnnounced: Fault = {
  id: 'caddy-sub-path-not-announced',
  title: 'the app is not told below which path it lives',
  culprit: 'caddy',
  symptom: 'wrong-path',
  way: { hops: [{ good: 'caddy', subPath: '/pads', edits: [{ at: 'header_up X-Forwarded-Prefix' }] }] },
  sees: 'The page comes bare: text without style, and nothing can be clicked or typed.',
  wire: 'Pages name their scripts, styles and sockets from the root, which Caddy answers with 200 and an empty body: no error anywhere, also not in the console of the browser.',
  neighbours: 'With `caddy-handle-keeps-prefix` there is no page either.',
  ours: 'The text of a pad can be read, as without JavaScript; nothing else works.',
  fix: 'Send X-Forwarded-Prefix, or set `HOLDFAST_PUBLIC_URL` with the path.',
  expect: { script: '200 caddy' },
  stories: NO_PAGE,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/handle_path'],
}
