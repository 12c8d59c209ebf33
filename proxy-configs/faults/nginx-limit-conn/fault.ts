/** A limit per address, and a whole office behind one. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxLimitConn: Fault = {
  id: 'nginx-limit-conn',
  title: 'one address may not hold more connections',
  culprit: 'nginx',
  symptom: 'busy',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { limit: { example: '10', test: '4' } },
        edits: [{ at: 'limit_conn holdfast', add: ['limit_conn holdfast {{limit}};'] }],
      },
    ],
    crowd: 4,
  },
  sees: 'It works for the first few of an office or a class; everybody after them gets Service Unavailable, also for pages.',
  wire: 'Every open WebSocket counts for as long as it lives. nginx answers 503 itself; its error log says `limiting connections by zone`.',
  neighbours:
    '`nginx-return-503` answers so when nobody is there, too. `nginx-worker-connections` closes without an answer.',
  ours: 'Whoever is in stays in. Others try again, ever more rarely, until there is room.',
  fix: 'A limit above what one address really holds: people times open pads, and some more for their requests.',
  expect: everything('503 nginx'),
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/ngx_http_limit_conn_module.html#limit_conn'],
}
