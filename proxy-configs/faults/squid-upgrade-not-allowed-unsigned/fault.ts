/** The same from a Squid that hides itself. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const squidUpgradeNotAllowedUnsigned: Fault = {
  id: 'squid-upgrade-not-allowed-unsigned',
  title: 'Squid drops the upgrade and does not say that it was there',
  culprit: 'squid',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [{ at: 'http_upgrade_request_protocols', add: ['via off', 'forwarded_for delete'] }],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'No Via and no X-Forwarded-For reach the app; an accelerator still leaves Surrogate-Capability.',
  neighbours: '`squid-upgrade-not-allowed` signs with Via.',
  ours: 'Reads and writes over HTTP at once, and names Squid and the line that is missing in the details.',
  fix: 'Allow websocket; forwarded_for stays on, so that limits count people and not proxies.',
  expect: { ...stripped('upgrade-not-enabled squid'), forwarded: 'wrong address' },
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'http://www.squid-cache.org/Doc/config/via/',
    'http://www.squid-cache.org/Doc/config/forwarded_for/',
  ],
}
