/** The app takes connections and never answers. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const squidUpstreamHanging: Fault = {
  id: 'squid-upstream-hanging',
  title: 'The app hangs',
  culprit: 'app',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [{ at: 'read_timeout', add: ['read_timeout {{idle}} seconds'] }],
        places: { idle: { example: '60', test: '4' } },
      },
    ],
    end: 'silent',
  },
  sees: 'Nothing loads: after a minute of waiting, an error page of Squid.',
  wire: 'Everything gets 504 with `X-Squid-Error: ERR_READ_TIMEOUT 0` when read_timeout is over; access log `TCP_MISS/504`.',
  neighbours: '`squid-upstream-down` answers at once.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'Find out why the app does not answer; a shorter read_timeout only says so sooner.',
  expect: everything('504 squid'),
  takes: { page: 3_000 },
  stories: NO_PAGE,
  sources: ['http://www.squid-cache.org/Doc/config/read_timeout/'],
}
