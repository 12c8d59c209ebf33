/** Ways that several faults and myths of HAProxy, Caddy and Varnish share. */
import type { Way } from './fault.ts'

/** Caddy asks a login before every WebSocket; the login answers `stub` to everything. */
export const askingCaddy = (stub: NonNullable<Way['stub']>): Way => ({
  hops: [
    {
      good: 'caddy',
      edits: [
        {
          at: 'handle {',
          add: ['forward_auth /collab/* {{stub}} {', '\turi /login-check', '}', 'handle {'],
        },
      ],
    },
  ],
  stub,
})
