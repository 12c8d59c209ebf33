/** The other half of the same rule. */
import type { Myth } from '../../fault.ts'

export const apacheTimeoutCutsSockets: Myth = {
  id: 'apache-timeout-cuts-sockets',
  title: 'Timeout cuts silent WebSockets',
  about: 'apache',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [{ at: 'ProxyPreserveHost', keep: true, add: ['Timeout {{idle}}'] }],
        places: { idle: { example: '15', test: '4' } },
      },
    ],
  },
  claim: 'A silent WebSocket ends after Timeout.',
  measured:
    'Not with a larger timeout= on ProxyPass: the larger of the two counts, for sockets and waiting requests.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/mod/core.html#timeout'],
}
