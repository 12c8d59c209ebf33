/** The site Squid allows is not the one people type. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const squidOtherName: Fault = {
  id: 'squid-other-name',
  title: 'The name in dstdomain is another one than people type',
  culprit: 'squid',
  symptom: 'unreachable',
  way: {
    hops: [
      { good: 'squid', edits: [{ at: 'acl holdfast', add: ['acl holdfast dstdomain www.{{domain}}'] }] },
    ],
  },
  sees: 'Nothing loads: access denied.',
  wire: 'As without any allowing line: 403, `X-Squid-Error: ERR_ACCESS_DENIED 0`, `TCP_DENIED/403`.',
  neighbours: 'From outside the same as `squid-access-denied`; with the other name in Host it works.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'The name as people type it; with a dot in front, all names below it too.',
  expect: everything('403 squid'),
  stories: NO_PAGE,
  sources: ['http://www.squid-cache.org/Doc/config/acl/'],
}
