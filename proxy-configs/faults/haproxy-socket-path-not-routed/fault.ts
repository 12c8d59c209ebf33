/** The paths of pages have a backend; nobody thought of the one of the sockets. */
import { type Fault, LIVE_PATH_AND_EXHIBITS_BLOCKED, oneHop } from '../../fault.ts'
import { livePath } from '../../probes.ts'

export const haproxySocketPathNotRouted: Fault = {
  id: 'haproxy-socket-path-not-routed',
  title: 'the path of the sockets has no backend',
  culprit: 'haproxy',
  symptom: 'invisible',
  way: oneHop('haproxy', {
    at: 'default_backend holdfast',
    add: [
      'use_backend holdfast if { path / }',
      'use_backend holdfast if { path_beg /p/ /api/ /assets/ /live/ /diagnose }',
    ],
  }),
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: 'Below `/collab/` HAProxy answers 503 itself, at once; flags `SC--`, and `<NOSRV>` for a server.',
  neighbours: '503 for every path is `haproxy-upstream-down`, or a health check.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Name the path too, or give everything to the app with `default_backend`.',
  expect: livePath('503 haproxy'),
  stories: LIVE_PATH_AND_EXHIBITS_BLOCKED,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-use_backend'],
}
