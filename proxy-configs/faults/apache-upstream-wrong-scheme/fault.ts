/** TLS towards an app that speaks plain HTTP. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const apacheUpstreamWrongScheme: Fault = {
  id: 'apache-upstream-wrong-scheme',
  title: 'ProxyPass goes to https://, the app speaks plain HTTP',
  culprit: 'apache',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          { at: '#   a2enmod proxy_http', add: ['#   a2enmod proxy_http headers ssl'] },
          {
            at: 'ProxyPass ',
            add: [
              'SSLProxyEngine On',
              'ProxyPass        / https://{{upstream}}/ upgrade=websocket timeout=3600 connectiontimeout=5',
            ],
          },
        ],
      },
    ],
  },
  sees: 'Nothing loads: an error page of Apache.',
  wire: 'Everything gets 500 from Apache: the app takes the TLS greeting for garbage. Error log: `AH01084`, `AH00898: Error during SSL Handshake with remote server`.',
  neighbours: '`apache-upstream-hanging` has the same page, but only after the timeout.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'Say http:// to an app that speaks plain HTTP.',
  expect: everything('500 apache'),
  stories: NO_PAGE,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_ssl.html#sslproxyengine'],
}
