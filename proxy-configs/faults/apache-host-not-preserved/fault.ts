/** Apache tells the app its own address as the name. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const apacheHostNotPreserved: Fault = {
  id: 'apache-host-not-preserved',
  title: 'ProxyPreserveHost is off',
  culprit: 'apache',
  symptom: 'origin-refused',
  way: { hops: [{ good: 'apache', edits: [{ at: 'ProxyPreserveHost' }] }] },
  sees: 'With an app that compares Origin and Host: pages load, and every WebSocket is refused. Here nothing.',
  wire: 'Host is the address of the app (`127.0.0.1:3000`); what people typed is in X-Forwarded-Host, which Apache adds by itself.',
  neighbours:
    "Where the app compares the two, the handshake gets 403 with the app's own body; `apache-proxypass-only` gets what a plain GET gets.",
  ours: 'Live: the forwarded name of a trusted proxy counts like Host.',
  fix: 'ProxyPreserveHost On.',
  expect: { forwarded: 'wrong host' },
  stories: ALL_WELL,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypreservehost',
    'RFC 6455 section 10.2',
  ],
}
