/** Apache adds X-Forwarded-For, -Host and -Server by itself, and not -Proto. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const apacheSchemeNotForwarded: Fault = {
  id: 'apache-scheme-not-forwarded',
  title: 'X-Forwarded-Proto is not set',
  culprit: 'apache',
  symptom: 'origin-refused',
  way: { hops: [{ good: 'apache', tls: true, edits: [{ at: 'RequestHeader set   X-Forwarded-Proto' }] }] },
  sees: 'Here nothing. Apps that build whole addresses build http:// ones, redirect to HTTPS in a circle, or take the page for a stranger.',
  wire: 'The app is reached over plain HTTP and not told that the visitor came over TLS.',
  neighbours: 'Nothing on the wire between visitor and Apache tells it; only the app sees it.',
  ours: "Live: addresses in the page are relative, and the scheme of the socket is the page's own.",
  fix: 'RequestHeader set X-Forwarded-Proto (mod_headers).',
  expect: { forwarded: 'wrong scheme' },
  stories: ALL_WELL,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#x-headers',
    'https://httpd.apache.org/docs/2.4/mod/mod_headers.html#requestheader',
  ],
}
