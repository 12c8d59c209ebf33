/** Squid tells the app nothing about TLS unless told to. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const squidSchemeNotForwarded: Fault = {
  id: 'squid-scheme-not-forwarded',
  title: 'X-Forwarded-Proto is not set',
  culprit: 'squid',
  symptom: 'origin-refused',
  way: { hops: [{ good: 'squid', tls: true, edits: [{ at: 'request_header_add X-Forwarded-Proto' }] }] },
  sees: 'Here nothing. Apps that build whole addresses build http:// ones, redirect to HTTPS in a circle, or take the page for a stranger.',
  wire: 'The app is reached over plain HTTP and not told that the visitor came over TLS.',
  neighbours: 'Nothing on the wire between visitor and Squid tells it; only the app sees it.',
  ours: "Live: addresses in the page are relative, and the scheme of the socket is the page's own.",
  fix: 'request_header_add X-Forwarded-Proto https all.',
  expect: { forwarded: 'wrong scheme' },
  stories: ALL_WELL,
  sources: ['http://www.squid-cache.org/Doc/config/request_header_add/'],
}
