/** Every WebSocket takes two connections of a worker, and they are used up. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxWorkerConnections: Fault = {
  id: 'nginx-worker-connections',
  title: 'the connections of the worker are used up',
  culprit: 'nginx',
  symptom: 'busy',
  way: {
    hops: [{ good: 'nginx', main: [{ at: 'events {', add: ['events { worker_connections 10; }'] }] }],
    crowd: 4,
  },
  sees: 'It works until some number of people is in; then nobody gets a page, and the browser says the connection was closed.',
  wire: 'nginx accepts and closes without a byte; its error log says `worker_connections are not enough`, at the level alert, and the access log nothing.',
  neighbours:
    '`nginx-limit-conn` answers 503, and counts per address. `nginx-wrong-server-name` closes when nobody is there, too.',
  ours: 'Whoever is in stays in. Others try again, ever more rarely, until there is room.',
  fix: 'More `worker_connections`: two for each WebSocket, and room for requests; and enough open files for them.',
  expect: everything('closed'),
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/ngx_core_module.html#worker_connections'],
}
