/** Neither Host nor X-Forwarded-Host tells the app what people typed. */
import { type Fault, TAKEN_FOR_FOREIGN } from '../../fault.ts'

export const apacheHostLost: Fault = {
  id: 'apache-host-lost',
  title: 'ProxyPreserveHost and ProxyAddHeaders are off',
  culprit: 'apache',
  symptom: 'origin-refused',
  way: { hops: [{ good: 'apache', edits: [{ at: 'ProxyPreserveHost', add: ['ProxyAddHeaders Off'] }] }] },
  sees: 'Pages load, and every WebSocket of an app that compares Origin and Host is refused.',
  wire: "Host is the address of the app and no X-Forwarded-… header but the scheme comes with it, so the page's Origin is a stranger's, and all visitors have one address.",
  neighbours: '`apache-host-not-preserved` still tells the name in X-Forwarded-Host.',
  ours: 'Live: the page carries a token by which the server knows its own pages.',
  fix: 'ProxyPreserveHost On, and leave ProxyAddHeaders alone.',
  expect: { forwarded: 'wrong host, address', 'handshake-origin': '403 app' },
  stories: TAKEN_FOR_FOREIGN,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxyaddheaders',
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypreservehost',
  ],
}
