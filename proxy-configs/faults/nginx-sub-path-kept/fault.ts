/** The path in front is neither cut off nor announced. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxSubPathKept: Fault = {
  id: 'nginx-sub-path-kept',
  title: 'the sub-path is passed on to an app that lives at the root',
  culprit: 'nginx',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'nginx',
        subPath: '/pads',
        edits: [
          {
            at: 'proxy_pass http://holdfast/;',
            through: 'proxy_set_header X-Forwarded-Prefix',
            add: ['proxy_pass http://holdfast;'],
          },
        ],
      },
    ],
  },
  sees: 'The app answers, and says that this page does not exist.',
  wire: 'The app is asked for `/pads/p/…` and knows no such path. The 404 is its own, so the proxy reaches it.',
  neighbours:
    '`nginx-sub-path-doubled` asks for `//p/…`; a 404 of nginx itself would mean that the location does not fit.',
  ours: 'Cannot help: its page does not load.',
  fix: 'A slash at the end of `proxy_pass` cuts the path off, and X-Forwarded-Prefix tells the app about it.',
  expect: { ...everything('404 app'), residue: 'intact', forwarded: 'right' },
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass'],
}
