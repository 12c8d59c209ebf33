/** A slash on one side of ProxyPass only. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const apacheSubPathSlash: Fault = {
  id: 'apache-sub-path-slash',
  title: 'ProxyPass has a slash at the end of one side only',
  culprit: 'apache',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'apache',
        subPath: '/pads',
        edits: [
          {
            at: 'ProxyPass ',
            add: [
              'ProxyPass        {{sub-path}} http://{{upstream}}/ upgrade=websocket timeout=3600 connectiontimeout=5',
            ],
          },
        ],
      },
    ],
  },
  sees: 'A bare list without looks or script, and no pad opens: not found.',
  wire: 'What follows the path is glued to the slash: the app is asked for `//p/…` and answers 404.',
  neighbours: 'The log of the app shows the double slash; `apache-rewrite-keeps-prefix` shows the prefix.',
  ours: 'No page, nothing to run.',
  fix: 'A slash at both ends or at neither.',
  expect: { ...everything('404 app'), residue: 'intact', forwarded: 'right' },
  stories: NO_PAGE,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],
}
