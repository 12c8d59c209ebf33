/**
 * How long each proxy leaves a silent connection open when nobody tells it otherwise, and what the good
 * configuration says instead. What Debian or the proxy's own documentation sets; not what somebody set since.
 */
import type { ProxyName } from './good.ts'

export interface Silence {
  /** Whose time it is, in the words of the proxy's documentation. */
  readonly directive: string
  /** As the documentation writes it; undefined where there is no such limit. */
  readonly byItself: string | undefined
  /** How it stands in the good configuration, or on its command line; undefined where nothing need be said. */
  readonly good: string | undefined
  readonly source: string
}

export const SILENCES: Readonly<Record<ProxyName, Silence>> = {
  nginx: {
    directive: 'proxy_read_timeout',
    byItself: '60 s',
    good: 'proxy_read_timeout    3600s',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
  },
  apache: {
    directive: 'the larger of Timeout and timeout=',
    byItself: '60 s; Debian sets 300 s',
    good: 'timeout=3600',
    source: 'https://httpd.apache.org/docs/2.4/mod/core.html#timeout',
  },
  squid: {
    directive: 'read_timeout',
    byItself: '15 min',
    good: 'read_timeout 3600 seconds',
    source: 'http://www.squid-cache.org/Doc/config/read_timeout/',
  },
  haproxy: {
    directive: 'timeout tunnel, without it the lower of timeout client and timeout server',
    byItself: 'none; Debian sets 50 s',
    good: 'timeout tunnel  1h',
    source: 'https://docs.haproxy.org/2.6/configuration.html#4-timeout%20tunnel',
  },
  caddy: {
    directive: 'read_timeout of the transport',
    byItself: undefined,
    good: undefined,
    source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#the-http-transport',
  },
  varnish: {
    directive: 'pipe_timeout',
    byItself: '60 s',
    good: 'pipe_timeout=3600',
    source: 'https://varnish-cache.org/docs/7.1/reference/varnishd.html#pipe-timeout',
  },
}
