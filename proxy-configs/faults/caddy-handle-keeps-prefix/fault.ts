/** Two directives that differ by one word. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const caddyHandleKeepsPrefix: Fault = {
  id: 'caddy-handle-keeps-prefix',
  title: 'handle leaves the sub-path in the address',
  culprit: 'caddy',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'caddy',
        subPath: '/pads',
        edits: [
          { at: 'handle_path', add: ['handle {{sub-path}}/* {'] },
          { at: 'header_up X-Forwarded-Prefix' },
        ],
      },
    ],
  },
  sees: 'The app answers, and says that this page does not exist.',
  wire: 'The app is asked for `/pads/p/…` and knows no such path. The 404 is its own, so the proxy reaches it.',
  neighbours:
    '200 with an empty body is Caddy itself, when no matcher fits: `caddy-socket-path-not-proxied`.',
  ours: 'Cannot help: its page does not load.',
  fix: '`handle_path` cuts the path off, and X-Forwarded-Prefix tells the app about it.',
  // It does arrive, at an address the app does not have.
  expect: { ...everything('404 app'), residue: 'intact', forwarded: 'right' },
  stories: NO_PAGE,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/handle_path'],
}
