/** After 101 one timeout counts alone. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const haproxyTunnelTimeout: Fault = {
  id: 'haproxy-tunnel-timeout',
  title: 'silent sockets are cut by timeout tunnel',
  culprit: 'haproxy',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { idle: { example: '15s', test: '4s' } },
        edits: [{ at: 'timeout tunnel', add: ['timeout tunnel  {{idle}}'] }],
      },
    ],
  },
  sees: 'Whenever nobody types for a while the page says it reconnects, always after the same time.',
  wire: 'The connection ends without a close frame. The log writes its line at that moment: status 101, flags `cD--`, and the whole time the socket lived.',
  neighbours:
    'Requests are not touched. Where they are cut too it is `haproxy-server-timeout-cuts-sockets`; `haproxy-client-timeout-cuts-sockets` looks the same from outside and in the log.',
  ours: 'Connects again at once and loses nothing. It is pinged every 20 s, so anything longer than that does no harm.',
  fix: 'Raise `timeout tunnel` above the time between two pings, best to an hour.',
  expect: { idle: 'cut' },
  stories: ALL_WELL,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20tunnel'],
}
