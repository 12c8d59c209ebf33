/** An exclusion, or a list of allowed paths that forgot this one. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { noSocket } from '../../probes.ts'

export const apachePathExcluded: Fault = {
  id: 'apache-path-excluded',
  title: 'The path of the socket is not proxied',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPass ',
            add: [
              'ProxyPass        /collab !',
              'ProxyPass        / http://{{upstream}}/ upgrade=websocket timeout=3600 connectiontimeout=5',
            ],
          },
        ],
      },
    ],
  },
  sees: "Pages and titles load, and nobody's text is saved or seen by others.",
  wire: 'Everything below `/collab` gets 404 from Apache itself, the exchange over HTTP included; the log of the app has no line of it.',
  neighbours: "`apache-proxypass-only` gets the app's own answer, not Apache's page.",
  ours: 'Shows the text that came with the page, keeps what is written on the device, and says that the server cannot be reached.',
  fix: 'Let the path through.',
  expect: {
    ...noSocket('404 apache', 'unseen'),
    'socket-path': '404 apache',
    exchange: '404 apache',
    held: '404 apache',
  },
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],
}
