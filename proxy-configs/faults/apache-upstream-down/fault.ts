/** Nothing listens where ProxyPass points. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const apacheUpstreamDown: Fault = {
  id: 'apache-upstream-down',
  title: 'The app is down, or listens elsewhere',
  culprit: 'app',
  symptom: 'unreachable',
  way: { hops: [{ good: 'apache' }], end: 'down' },
  sees: 'Nothing loads: Service Unavailable.',
  wire: 'Everything gets 503 from Apache within milliseconds. Error log: `AH00957: … attempt to connect to … failed`, `AH01114: failed to make connection to backend`.',
  neighbours: 'nginx says 502 in this case, Apache 503; `apache-upstream-hanging` is 502 and late.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'Start the app, and compare the address it logs with the one in ProxyPass.',
  expect: everything('503 apache'),
  stories: NO_PAGE,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html'],
}
