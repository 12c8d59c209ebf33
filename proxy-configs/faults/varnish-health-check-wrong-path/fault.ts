/** The app is well, and the question after its health is asked at the wrong door. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything, noSocket } from '../../probes.ts'

export const varnishHealthCheckWrongPath: Fault = {
  id: 'varnish-health-check-wrong-path',
  title: 'the health check asks for a path that is not there',
  culprit: 'varnish',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'varnish',
        edits: [{ at: '.url =', add: ['.url = "/healthz";'] }, { at: '.initial = 3' }],
      },
    ],
    end: 'two-addresses',
  },
  sees: 'Error 503 Backend fetch failed, at once, although the app runs.',
  wire: '`varnishadm backend.list` says sick of every backend. Requests get 503 with `Backend fetch failed`, handshakes are closed without any answer.',
  neighbours: '`varnish-upstream-down` looks the same from outside; asked directly the app answers here.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Ask for a path that answers 200: `/live/ready` says whether this node can take people.',
  expect: { ...everything('503 varnish'), ...noSocket('closed', 'unseen') },
  stories: NO_PAGE,
  sources: ['https://varnish-cache.org/docs/7.1/users-guide/vcl-backends.html#health-checks'],
}
