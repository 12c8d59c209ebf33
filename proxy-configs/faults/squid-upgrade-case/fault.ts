/** The name is compared letter by letter, and browsers write it small. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const squidUpgradeCase: Fault = {
  id: 'squid-upgrade-case',
  title: 'Squid is told to let WebSocket through, with capital letters',
  culprit: 'squid',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [
          {
            at: 'http_upgrade_request_protocols',
            add: ['http_upgrade_request_protocols WebSocket allow all'],
          },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The line is accepted and never applies: browsers send `Upgrade: websocket`. Otherwise as without the line.',
  neighbours:
    'From outside and to the app the same as `squid-upgrade-not-allowed`; only the configuration tells.',
  ours: 'Reads and writes over HTTP at once, and names Squid and the line that is missing in the details.',
  fix: 'Write websocket in lower case, or OTHER.',
  expect: stripped('upgrade-not-enabled squid'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['http://www.squid-cache.org/Doc/config/http_upgrade_request_protocols/'],
}
