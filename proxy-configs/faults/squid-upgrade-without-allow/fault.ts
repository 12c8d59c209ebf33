/** Half of the line is accepted, and means nothing. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const squidUpgradeWithoutAllow: Fault = {
  id: 'squid-upgrade-without-allow',
  title: 'The line for WebSocket has no allow',
  culprit: 'squid',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [{ at: 'http_upgrade_request_protocols', add: ['http_upgrade_request_protocols websocket'] }],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'As without the line. `squid -k parse` says so and still ends with success.',
  neighbours:
    'From outside and to the app the same as `squid-upgrade-not-allowed`; the check of the configuration tells.',
  ours: 'Reads and writes over HTTP at once, and names Squid and the line that is missing in the details.',
  fix: 'Write allow all behind it.',
  expect: stripped('upgrade-not-enabled squid'),
  stories: WEBSOCKET_BLOCKED,
  check: { ok: true, says: "missing 'allow' or 'deny'" },
  sources: ['http://www.squid-cache.org/Doc/config/http_upgrade_request_protocols/'],
}
