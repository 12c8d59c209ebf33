/** The path is cut off, and the app never hears of it. */
import { type Fault, NO_PAGE } from '../../fault.ts'

export const haproxySubPathNotAnnounced: Fault = {
  id: 'haproxy-sub-path-not-announced',
  title: 'the app is not told below which path it lives',
  culprit: 'haproxy',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'haproxy',
        subPath: '/pads',
        edits: [{ at: 'http-request set-header X-Forwarded-Prefix' }],
      },
    ],
  },
  sees: 'The page comes bare: text without style, and nothing can be clicked or typed.',
  wire: 'Pages name their scripts, styles and sockets from the root, for which HAProxy has no backend here: 503 of its own.',
  neighbours: 'With `haproxy-sub-path-kept` there is no page either.',
  ours: 'The text of a pad can be read, as without JavaScript; nothing else works.',
  fix: 'Send X-Forwarded-Prefix, or set `HOLDFAST_PUBLIC_URL` with the path.',
  expect: { script: '503 haproxy' },
  stories: NO_PAGE,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-http-request%20replace-path'],
}
