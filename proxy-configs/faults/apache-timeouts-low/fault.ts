/** A silent socket is cut by the larger of two timeouts; here both are low. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const apacheTimeoutsLow: Fault = {
  id: 'apache-timeouts-low',
  title: 'Timeout and timeout= are both lower than the silence between two pings',
  culprit: 'apache',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPass ',
            add: [
              'Timeout {{idle}}',
              'ProxyPass        / http://{{upstream}}/ upgrade=websocket timeout={{idle}} connectiontimeout=5',
            ],
          },
        ],
        places: { idle: { example: '15', test: '4' } },
      },
    ],
  },
  sees: 'Whenever nobody types for a while, the page says it is reconnecting; with text that is held only in memory, something is lost each time.',
  wire: 'A silent socket is closed without a close frame (1006) when the larger of Timeout and timeout= is over; a request that waits gets 502 from Apache after timeout=. Pings in between keep the socket. Nothing but an access line for the socket; `AH01102` for the request.',
  neighbours: '`apache-proxy-timeout-low` cuts waiting requests only.',
  ours: 'Pings are sent every 20 seconds, so only a timeout below that is felt: then it reconnects at once and loses nothing.',
  fix: 'timeout=3600 on ProxyPass; Timeout itself may stay as it is.',
  expect: { idle: 'cut', held: '502 apache' },
  takes: { held: 3_900 },
  stories: ALL_WELL,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/core.html#timeout',
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass',
  ],
}
