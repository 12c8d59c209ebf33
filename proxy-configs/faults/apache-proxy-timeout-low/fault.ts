/** timeout= on ProxyPass cuts what waits for an answer; sockets follow the larger Timeout. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const apacheProxyTimeoutLow: Fault = {
  id: 'apache-proxy-timeout-low',
  title: 'timeout= is lower than the longest wait for an answer',
  culprit: 'apache',
  symptom: 'requests-cut',
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
        places: { idle: { example: '10', test: '4' } },
      },
    ],
  },
  sees: 'With WebSocket nothing; whoever lives without it loses the connection again and again.',
  wire: 'A request that waits for news gets 502 from Apache after timeout= seconds (`AH01102`, `AH00898` in the error log). A silent socket lives on as long as Timeout, 300 seconds at Debian, is larger.',
  neighbours: '`apache-timeouts-low` cuts silent sockets too.',
  ours: 'Live over WebSocket; the exchange over HTTP learns how long a wait may be and asks for shorter ones.',
  fix: 'timeout=3600 on ProxyPass.',
  expect: { held: '502 apache' },
  takes: { held: 3_900 },
  stories: ALL_WELL,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass',
    'https://httpd.apache.org/docs/2.4/mod/core.html#timeout',
  ],
}
