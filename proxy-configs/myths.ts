/** What is said everywhere and did no harm when it was measured, by proxy. */
import type { Myth } from './fault.ts'
import { APACHE_MYTHS } from './myths-apache.ts'
import { CADDY_MYTHS } from './myths-caddy.ts'
import { HAPROXY_MYTHS } from './myths-haproxy.ts'
import { NGINX_MYTHS } from './myths-nginx.ts'
import { SQUID_MYTHS } from './myths-squid.ts'
import { VARNISH_MYTHS } from './myths-varnish.ts'

export const MYTHS: readonly Myth[] = [
  ...NGINX_MYTHS,
  ...APACHE_MYTHS,
  ...SQUID_MYTHS,
  ...HAPROXY_MYTHS,
  ...CADDY_MYTHS,
  ...VARNISH_MYTHS,
]
