/** A limit for bodies that Apache itself reads. */
import type { Myth } from '../../fault.ts'

export const apacheLimitRequestBody: Myth = {
  id: 'apache-limit-request-body',
  title: 'LimitRequestBody limits uploads through the proxy',
  about: 'apache',
  way: {
    hops: [
      { good: 'apache', edits: [{ at: 'ProxyPreserveHost', keep: true, add: ['LimitRequestBody 1048576'] }] },
    ],
  },
  claim: 'LimitRequestBody of 1 MB refuses an upload of 1.5 MB.',
  measured: 'Requests that are passed on are not measured: the upload arrives.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/mod/core.html#limitrequestbody'],
}
