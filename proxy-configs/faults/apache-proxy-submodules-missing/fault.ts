/** mod_proxy alone speaks no protocol. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const apacheProxySubmodulesMissing: Fault = {
  id: 'apache-proxy-submodules-missing',
  title: 'mod_proxy is loaded, and no module that speaks HTTP',
  culprit: 'apache',
  symptom: 'unreachable',
  way: {
    hops: [{ good: 'apache', edits: [{ at: '#   a2enmod proxy_http', add: ['#   a2enmod proxy headers'] }] }],
  },
  sees: 'Nothing loads: Internal Server Error.',
  wire: "Everything gets 500 from Apache. Error log: `AH01144: No protocol handler was valid for the URL … (scheme 'http')`. The configuration check says Syntax OK.",
  neighbours: '`apache-proxy-http-missing` lets sockets through; `apache-upstream-down` answers 503.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'Enable mod_proxy_http.',
  expect: everything('500 apache'),
  stories: NO_PAGE,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html'],
}
