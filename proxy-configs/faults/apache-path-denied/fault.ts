/** A rule that allows known paths and forgot this one. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { noSocket } from '../../probes.ts'

export const apachePathDenied: Fault = {
  id: 'apache-path-denied',
  title: 'Access to the path of the socket is denied',
  culprit: 'apache',
  symptom: 'login',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPreserveHost',
            keep: true,
            add: ['<Location /collab>', '    Require all denied', '</Location>'],
          },
        ],
      },
    ],
  },
  sees: "Pages and titles load, and nobody's text is saved or seen by others.",
  wire: 'Everything below `/collab` gets 403 from Apache, the exchange over HTTP included. Error log: `AH01630: client denied by server configuration`.',
  neighbours: "`apache-path-excluded` says 404; a refusal by the app has the app's own body.",
  ours: 'Shows the text that came with the page, keeps what is written on the device, and says that the server cannot be reached.',
  fix: 'Allow the path.',
  expect: {
    ...noSocket('403 apache', 'unseen'),
    'socket-path': '403 apache',
    exchange: '403 apache',
    held: '403 apache',
  },
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_authz_core.html#require'],
}
