/** The path in front is neither cut off nor announced. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const varnishSubPathKept: Fault = {
  id: 'varnish-sub-path-kept',
  title: 'the sub-path is passed on to an app that lives at the root',
  culprit: 'varnish',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'varnish',
        subPath: '/pads',
        edits: [{ at: 'set req.url = regsub' }, { at: 'set req.http.X-Forwarded-Prefix' }],
      },
    ],
  },
  sees: 'The app answers, and says that this page does not exist.',
  wire: 'The app is asked for `/pads/p/…` and knows no such path. The 404 is its own, so the proxy reaches it.',
  neighbours: 'A 404 of Varnish itself, with Guru Meditation, means that the path does not begin so.',
  ours: 'Cannot help: its page does not load.',
  fix: '`regsub` cuts the path off, and X-Forwarded-Prefix tells the app about it.',
  // It does arrive, at an address the app does not have.
  expect: { ...everything('404 app'), residue: 'intact', forwarded: 'right' },
  stories: NO_PAGE,
  sources: ['https://varnish-cache.org/docs/7.1/reference/vcl.html#regsub-str-regex-sub'],
}
