/** A login in front adds a token that is longer than the next proxy takes. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxHeaderTooLarge: Fault = {
  id: 'nginx-header-too-large',
  title: 'a header is too long',
  culprit: 'nginx',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { token: { example: '$upstream_http_x_access_token', test: 'x'.repeat(3_000) } },
        edits: [
          { at: 'proxy_set_header Host', keep: true, add: ['proxy_set_header X-Access-Token    {{token}};'] },
        ],
      },
      {
        good: 'nginx',
        places: { buffers: { example: '4 8k', test: '4 2k' } },
        edits: [{ at: 'large_client_header_buffers', add: ['large_client_header_buffers {{buffers}};'] }],
      },
    ],
  },
  sees: 'Bad Request, "Request Header Or Cookie Too Large", for some people and not for others; with fewer cookies it works.',
  wire: 'A line of the request is longer than a buffer, 8 KB unless told otherwise. nginx answers 400 itself and notes it at the level info only.',
  neighbours: "A 431 with the app's words is the app's own limit, 16 KB in Node.",
  ours: 'A pad that was opened before opens from this device.',
  fix: 'Raise `large_client_header_buffers`, or send less: a token in a header grows with every group its owner is in.',
  expect: everything('400 nginx'),
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers'],
}
