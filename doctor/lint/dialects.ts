/** The languages the linter reads. */
import { apache } from './apache/apache.ts'
import { caddy } from './caddy/caddy.ts'
import type { Dialect } from './dialect.ts'
import { haproxy } from './haproxy/haproxy.ts'
import { nginx } from './nginx/nginx.ts'
import { squid } from './squid/squid.ts'
import { varnish } from './varnish/varnish.ts'

export const DIALECTS: readonly Dialect[] = [nginx, apache, squid, haproxy, caddy, varnish]
