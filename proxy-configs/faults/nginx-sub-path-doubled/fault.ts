/** A slash on one side only. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxSubPathDoubled: Fault = {
  id: 'nginx-sub-path-doubled',
  title: 'the sub-path is cut off without its slash',
  culprit: 'nginx',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'nginx',
        subPath: '/pads',
        edits: [{ at: 'location {{sub-path}}/', add: ['location {{sub-path}} {'] }],
      },
    ],
  },
  sees: 'The app answers, and says that this page does not exist.',
  wire: 'nginx replaces `/pads` by `/`, and what follows begins with another slash: the app is asked for `//p/…`. Only `/pads` itself becomes `/`, so the list may come while every pad is missing.',
  neighbours: '`nginx-sub-path-kept` asks for `/pads/p/…`; the log of the app tells which.',
  ours: 'Cannot help: its page does not load.',
  fix: 'The slash at the end of the location and the one at the end of `proxy_pass` belong together.',
  expect: { ...everything('404 app'), residue: 'intact', forwarded: 'right' },
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass'],
}
