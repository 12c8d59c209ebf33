/** The app is well, and the question after its health is asked at the wrong door. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const caddyHealthCheckWrongPath: Fault = {
  id: 'caddy-health-check-wrong-path',
  title: 'the health check asks for a path that is not there',
  culprit: 'caddy',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'caddy',
        edits: [{ at: 'health_uri', add: ['health_uri /healthz'] }],
        settled: '(status code out of tolerances[^]*){2}',
      },
    ],
    end: 'two-addresses',
  },
  sees: 'An empty page, at once, although the app runs.',
  wire: 'Caddy answers 503 with an empty body, and says at each check, at the level info, `status code out of tolerances` with 404, and of each request `no upstreams available`.',
  neighbours: '`caddy-upstream-down` is 502. Asked directly the app answers.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Ask for a path that answers 200: `/live/ready` says whether this node can take people.',
  expect: everything('503 caddy'),
  stories: NO_PAGE,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#active-health-checks'],
}
