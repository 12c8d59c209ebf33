/** The app takes connections and never answers. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const apacheUpstreamHanging: Fault = {
  id: 'apache-upstream-hanging',
  title: 'The app hangs',
  culprit: 'app',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPass ',
            add: [
              'ProxyPass        / http://{{upstream}}/ upgrade=websocket timeout={{idle}} connectiontimeout=5',
            ],
          },
        ],
        places: { idle: { example: '60', test: '4' } },
      },
    ],
    end: 'silent',
  },
  sees: 'Nothing loads: after a minute of waiting, Proxy Error.',
  wire: 'Everything gets 502 from Apache when `timeout=` is over. Error log: `AH01102: error reading status line from remote server`, `AH00898: Error reading from remote server`.',
  neighbours:
    'The time tells it from `apache-upstream-wrong-scheme`, which has the same page at once; nginx says 504 in this case.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'Find out why the app does not answer; a shorter timeout= only says so sooner.',
  expect: everything('502 apache'),
  takes: { page: 3_900, handshake: 3_900 },
  stories: NO_PAGE,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],
}
