/** The path in front is neither cut off nor announced. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxySubPathKept: Fault = {
  id: 'haproxy-sub-path-kept',
  title: 'the sub-path is passed on to an app that lives at the root',
  culprit: 'haproxy',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'haproxy',
        subPath: '/pads',
        edits: [{ at: 'http-request replace-path' }, { at: 'http-request set-header X-Forwarded-Prefix' }],
      },
    ],
  },
  sees: 'The app answers, and says that this page does not exist.',
  wire: 'The app is asked for `/pads/p/…` and knows no such path. The 404 is its own, so the proxy reaches it.',
  neighbours: '503 of HAProxy itself would mean that no rule fits the path.',
  ours: 'Cannot help: its page does not load.',
  fix: '`replace-path` cuts the path off, and X-Forwarded-Prefix tells the app about it.',
  // It does arrive, at an address the app does not have.
  expect: { ...everything('404 app'), residue: 'intact', forwarded: 'right' },
  stories: NO_PAGE,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-http-request%20replace-path'],
}
