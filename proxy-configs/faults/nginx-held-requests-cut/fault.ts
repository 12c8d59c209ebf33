/** The timeout lies between the pings of sockets and the time for which requests are held. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const nginxHeldRequestsCut: Fault = {
  id: 'nginx-held-requests-cut',
  title: 'held requests are cut, sockets are not',
  culprit: 'nginx',
  symptom: 'requests-cut',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { idle: { example: '30s', test: '4s' } },
        edits: [{ at: 'proxy_read_timeout', add: ['proxy_read_timeout    {{idle}};'] }],
      },
    ],
    environment: { HOLDFAST_HEARTBEAT_PING: '500' },
  },
  sees: 'People whose WebSocket is blocked elsewhere are disconnected again and again; nobody else notices.',
  wire: 'Sockets are pinged before the timeout and live. A request that is held longer than it is answered with 504 by nginx, whose error log says that the upstream timed out.',
  neighbours: '`nginx-read-timeout` is shorter than the time between two pings and cuts sockets too.',
  ours: 'Learns from the first request that was cut, and ends the next ones before.',
  fix: 'Raise `proxy_read_timeout`.',
  expect: { held: '504 nginx' },
  takes: { held: 3_500 },
  stories: ALL_WELL,
  sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout'],
}
