/** Told to ignore what the app says about keeping. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const squidCaches: Fault = {
  id: 'squid-caches',
  title: 'Squid keeps answers it was asked not to keep',
  culprit: 'squid',
  symptom: 'stale',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [
          {
            at: 'cache deny all',
            add: [
              'refresh_pattern . 10 100% 10 override-expire override-lastmod ignore-no-store ignore-private ignore-reload',
            ],
          },
        ],
      },
    ],
  },
  sees: 'Old titles, old lists and old text come back although they were changed.',
  wire: 'Pages and API answers come from Squid, `X-Cache: HIT` and Age, although the app said no-store; access log `TCP_MEM_HIT`.',
  neighbours: '`Age` and X-Cache tell it from a browser that keeps things.',
  ours: 'The text is live over WebSocket; titles in the list are as old as Squid makes them.',
  fix: 'cache deny all, and no refresh_pattern that overrides or ignores.',
  expect: { fresh: 'stale' },
  stories: ALL_WELL,
  sources: ['http://www.squid-cache.org/Doc/config/refresh_pattern/', 'RFC 9111 section 5.2.2.5: no-store'],
}
