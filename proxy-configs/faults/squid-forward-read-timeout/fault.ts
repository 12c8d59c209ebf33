/** The proxy of an office or a school cuts silent tunnels. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const squidForwardReadTimeout: Fault = {
  id: 'squid-forward-read-timeout',
  title: "The visitors' own proxy has a low read_timeout",
  culprit: 'squid',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'squid-forward',
        edits: [{ at: 'read_timeout', add: ['read_timeout {{idle}} seconds'] }],
        places: { idle: { example: '15', test: '4' } },
      },
    ],
  },
  sees: 'From one office or school the page says it is reconnecting whenever nobody types for a while; everywhere else it works.',
  wire: 'A silent tunnel is closed (1006), access log `TCP_TUNNEL/200`; a plain request that waits gets 504 with `X-Squid-Error: ERR_READ_TIMEOUT 0`. Pings keep the tunnel.',
  neighbours: '`squid-read-timeout` does the same to everybody, not to one office.',
  ours: 'Pings are sent every 20 seconds, so only a timeout below that is felt: then it reconnects at once and loses nothing.',
  fix: 'read_timeout of an hour, 15 minutes at least.',
  expect: { idle: 'cut', held: '504 squid' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: ['http://www.squid-cache.org/Doc/config/read_timeout/'],
}
