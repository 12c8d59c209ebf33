/** All faults, in the order of the catalogue: by proxy, and from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { APACHE_FAULTS } from './faults-apache.ts'
import { CADDY_FAULTS } from './faults-caddy.ts'
import { HAPROXY_FAULTS } from './faults-haproxy.ts'
import { LOAD_FAULTS } from './faults-load.ts'
import { NGINX_FAULTS } from './faults-nginx.ts'
import { SQUID_FAULTS } from './faults-squid.ts'
import { VARNISH_FAULTS } from './faults-varnish.ts'

export const FAULTS: readonly Fault[] = [
  ...NGINX_FAULTS,
  ...LOAD_FAULTS,
  ...APACHE_FAULTS,
  ...SQUID_FAULTS,
  ...HAPROXY_FAULTS,
  ...CADDY_FAULTS,
  ...VARNISH_FAULTS,
]
