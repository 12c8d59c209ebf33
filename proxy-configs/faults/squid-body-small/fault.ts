/** Bodies above a limit are refused. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const squidBodySmall: Fault = {
  id: 'squid-body-small',
  title: 'request_body_max_size is smaller than a large text',
  culprit: 'squid',
  symptom: 'too-large',
  way: {
    hops: [{ good: 'squid', edits: [{ at: 'request_body_max_size', add: ['request_body_max_size 1 MB'] }] }],
  },
  sees: 'Typing works; importing or pasting a large text fails.',
  wire: "A body above the limit gets 413 with Squid's own page; a far larger one may end without an answer. Frames of a WebSocket are not limited.",
  neighbours: "A 413 of the app has the app's own body.",
  ours: 'Live; an import is refused and says so.',
  fix: 'A limit above what the app takes, 25 MB.',
  expect: { large: '413 squid' },
  stories: ALL_WELL,
  sources: ['http://www.squid-cache.org/Doc/config/request_body_max_size/'],
}
