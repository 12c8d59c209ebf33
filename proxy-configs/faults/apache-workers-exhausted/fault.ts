/** Each open socket holds a thread, and there are fewer threads than people. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const apacheWorkersExhausted: Fault = {
  id: 'apache-workers-exhausted',
  title: 'Fewer worker threads than open pads',
  culprit: 'apache',
  symptom: 'busy',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [{ at: 'MaxRequestWorkers', add: ['MaxRequestWorkers {{workers}}'] }],
        places: { workers: { example: '150', test: '25' } },
      },
    ],
    crowd: 25,
  },
  sees: 'All is well until a certain number of people are there; then nothing loads for anybody, without any error, until somebody closes a pad.',
  wire: 'The connection is taken and not one byte comes back, for pages and handshakes alike. Error log: `AH00484: server reached MaxRequestWorkers setting`.',
  neighbours:
    'It heals when sockets close, and only it and a connection limit of HAProxy hang so; `apache-upstream-hanging` answers 502 in the end, for one visitor too.',
  ours: 'Who is in stays in; who comes waits, and tries again with growing pauses.',
  fix: 'More threads: MaxRequestWorkers, and with it ServerLimit (MaxRequestWorkers divided by ThreadsPerChild).',
  expect: everything('hangs'),
  stories: NO_PAGE,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#maxrequestworkers',
    'https://httpd.apache.org/docs/2.4/mod/event.html',
  ],
}
