/** Apache is told to restart, not to reload, while sockets are open. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const apacheRestartedHard: Fault = {
  id: 'apache-restarted-hard',
  title: 'Apache is restarted hard while people write',
  culprit: 'apache',
  symptom: 'dropped',
  way: { hops: [{ good: 'apache' }], meanwhile: { hop: 0, does: 'SIGHUP' } },
  sees: 'Every connection breaks at once, and for ten seconds nothing loads for anybody.',
  wire: 'At `apachectl restart` (SIGHUP) all sockets end without a close frame (1006). The old process does not end by itself while it held sockets; until Apache kills it after about ten seconds, connections are taken and not answered. Error log: `AH00045: child process … still did not exit`, then `AH00046: … sending a SIGKILL`.',
  neighbours:
    'All at the same second, idle or not; `apache-timeouts-low` cuts each when it was silent. A reload (graceful) lets sockets live.',
  ours: 'Goes on over HTTP or tries again until somebody answers, and loses nothing.',
  fix: 'systemctl reload apache2, which is graceful (SIGUSR1).',
  expect: { idle: 'cut', pinged: 'cut' },
  stories: ALL_WELL,
  sources: ['https://httpd.apache.org/docs/2.4/stopping.html#hup'],
}
