/** Old workers are made to leave, with everybody who is connected to them. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const haproxyHardStopAfter: Fault = {
  id: 'haproxy-hard-stop-after',
  title: 'every reload cuts all connections',
  culprit: 'haproxy',
  symptom: 'dropped',
  way: {
    hops: [{ good: 'haproxy', main: [{ at: 'nbthread', keep: true, add: ['hard-stop-after 1s'] }] }],
    meanwhile: { hop: 0, does: 'reload' },
  },
  sees: 'Everybody reconnects at the same moment, whenever certificates are renewed or a site is changed.',
  wire: 'After a reload the old worker goes on with what it has, until `hard-stop-after` ends that without a close frame: flags `K---`. A request it holds is answered with 502, flags `KH--`.',
  neighbours:
    '`haproxy-tunnel-timeout` cuts each connection by its own silence, this one all at once. Without this line a reload cuts nothing: `haproxy-reload-drops-sockets`.',
  ours: 'Connects again at once, each client at its own moment within a few seconds, and loses nothing.',
  fix: 'Leave it out, or make it hours; old workers end when their last connection does.',
  expect: { idle: 'cut', pinged: 'cut' },
  stories: ALL_WELL,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#3.1-hard-stop-after'],
}
