/** The good configurations by name. Everything that starts, prints or checks one begins here. */
import { apache } from './good/apache/apache.ts'
import { apacheRewrite } from './good/apache-rewrite/apache-rewrite.ts'
import { caddy } from './good/caddy/caddy.ts'
import { haproxy } from './good/haproxy/haproxy.ts'
import { nginx } from './good/nginx/nginx.ts'
import { squid } from './good/squid/squid.ts'
import { squidForward } from './good/squid-forward/squid-forward.ts'
import { varnish } from './good/varnish/varnish.ts'
import type { GoodConfig } from './good.ts'

export const GOOD_CONFIGS = {
  nginx,
  apache,
  'apache-rewrite': apacheRewrite,
  squid,
  'squid-forward': squidForward,
  haproxy,
  caddy,
  varnish,
} as const satisfies Record<string, GoodConfig>
export type GoodName = keyof typeof GOOD_CONFIGS
