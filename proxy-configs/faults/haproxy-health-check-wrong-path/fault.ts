/** The app is well, and the question after its health is asked at the wrong door. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyHealthCheckWrongPath: Fault = {
  id: 'haproxy-health-check-wrong-path',
  title: 'the health check asks for a path that is not there',
  culprit: 'haproxy',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'haproxy',
        edits: [
          {
            at: 'http-check send',
            add: ['http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host {{domain}}'],
          },
        ],
        settled: "backend 'holdfast' has no server available",
      },
    ],
    end: 'two-addresses',
  },
  sees: 'Service Unavailable, at once, although the app runs; often some seconds after each reload.',
  wire: 'The log says of each server that it is DOWN, `Layer7 wrong status, code: 404`, and then that the backend has no server available. Requests have the flags `SC--` and `<NOSRV>`.',
  neighbours: '`haproxy-upstream-down` has 503 too, after three seconds. Asked directly the app answers.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Ask for a path that answers 200: `/live/ready` says whether this node can take people.',
  expect: everything('503 haproxy'),
  stories: NO_PAGE,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-option%20httpchk'],
}
