/** The path is cut off, and the app never hears of it. */
import { type Fault, NO_PAGE } from '../../fault.ts'

export const varnishSubPathNotAnnounced: Fault = {
  id: 'varnish-sub-path-not-announced',
  title: 'the app is not told below which path it lives',
  culprit: 'varnish',
  symptom: 'wrong-path',
  way: {
    hops: [{ good: 'varnish', subPath: '/pads', edits: [{ at: 'set req.http.X-Forwarded-Prefix' }] }],
  },
  sees: 'The page comes bare: text without style, and nothing can be clicked or typed.',
  wire: 'Pages name their scripts, styles and sockets from the root, where Varnish has nothing: 404 of its own.',
  neighbours: 'With `varnish-sub-path-kept` there is no page either.',
  ours: 'The text of a pad can be read, as without JavaScript; nothing else works.',
  fix: 'Send X-Forwarded-Prefix, or set `HOLDFAST_PUBLIC_URL` with the path.',
  expect: { script: '404 varnish' },
  stories: NO_PAGE,
  sources: ['https://varnish-cache.org/docs/7.1/reference/vcl.html#regsub-str-regex-sub'],
}
