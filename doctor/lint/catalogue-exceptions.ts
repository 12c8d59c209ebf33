/** Faults of the catalogue that the linter does not name, or names as another one, each with its reason. For the tests. */
import type { Asked } from './lint.ts'

/** Why nothing is said, and about which. Mostly no reader of the file can know. */
const UNSAID: Readonly<Record<string, readonly string[]>> = {
  'whether the app runs and answers is not in the file': [
    'nginx-upstream-down',
    'nginx-upstream-hanging',
    'apache-upstream-down',
    'apache-upstream-hanging',
    'squid-upstream-down',
    'squid-upstream-hanging',
    'haproxy-upstream-down',
    'haproxy-upstream-hanging',
    'caddy-upstream-down',
    'caddy-upstream-hanging',
    'varnish-upstream-down',
    'varnish-upstream-hanging',
  ],
  'what the login answers is not in the file': [
    'nginx-auth-401',
    'nginx-auth-403',
    'nginx-auth-unexpected',
    'nginx-auth-broken',
    'caddy-login-fails',
    'caddy-login-redirects',
    'caddy-login-refuses',
  ],
  'how many people come is not in the file': [
    'nginx-limit-conn',
    'nginx-worker-connections',
    'apache-workers-exhausted',
    'squid-connection-limit',
    'haproxy-address-limit',
    'haproxy-maxconn',
    'haproxy-server-maxconn',
    'varnish-threads-exhausted',
  ],
  'which paths the app answers is not in the file': [
    'haproxy-health-check-wrong-path',
    'caddy-health-check-wrong-path',
    'varnish-health-check-wrong-path',
  ],
  'with which scheme and at which port people ask is not in the file': [
    'nginx-https-redirect',
    'nginx-plain-asked-of-tls',
    'haproxy-plain-asked-of-tls',
    'caddy-https-redirect',
    'caddy-plain-asked-of-tls',
    'squid-forward-connect-denied',
    'varnish-host-without-port',
  ],
  'what is done to a running proxy is not in its file': [
    'apache-restarted-hard',
    'caddy-reload-drops-sockets',
  ],
  'it stands on the command line of varnishd': ['varnish-pipe-timeout'],
  'who may read the file is not in the file': ['nginx-config-unreadable'],
  'what two apps share is not in the file': ['nginx-two-apps-without-shared-state'],
  'a firewall has no file here': ['firewall-drops-when-idle', 'firewall-resets-after-upgrade'],
  'how long the headers of visitors are is not in the file, and 8 KB is what nginx allows by itself': [
    'nginx-header-too-large',
  ],
  'every HAProxy that is not told otherwise holds pieces back, and no WebSocket notices: no alarm is worth it':
    ['haproxy-pieces-late'],
}

/** The reason by fault. */
export const SILENT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(UNSAID).flatMap(([why, faults]) => faults.map((fault) => [fault, why])),
)

interface Seen {
  readonly why: string
  readonly find?: readonly string[]
  readonly asked?: Asked
  /** The lines are tried in a file that loads its modules itself: those of the `a2enmod` comments. */
  readonly withModules?: true
  /** Another port than 80. */
  readonly port?: number
}

const CHAIN = 'a file does not say what stands in front of it and behind it'

export const SEEN_AS: Readonly<Record<string, Seen>> = {
  'nginx-chain-outer-upgrade-missing': { why: CHAIN, find: ['nginx-upgrade-headers-missing'] },
  'nginx-chain-inner-upgrade-missing': { why: CHAIN, find: ['nginx-upgrade-headers-missing'] },
  'nginx-host-without-port': { why: 'on 80 and 443 there is no port to lose', port: 8080 },
  'apache-before-squid-proxypass-only': { why: CHAIN, find: ['apache-proxypass-only'] },
  'apache-before-nginx-proxypass-only': { why: CHAIN, find: ['apache-proxypass-only'] },
  'apache-behind-nginx-proxypass-only': { why: CHAIN, find: ['apache-proxypass-only'] },
  'apache-proxy-http-missing': { why: 'modules stand in another file', withModules: true },
  'apache-proxy-submodules-missing': { why: 'modules stand in another file', withModules: true },
  'apache-rewrite-ifmodule': { why: 'modules stand in another file', withModules: true },
  'squid-behind-apache-default': { why: CHAIN, find: ['squid-upgrade-not-allowed'] },
  'varnish-pipe-missing-behind-haproxy': { why: CHAIN, find: ['varnish-pipe-missing'] },
  'haproxy-extended-connect-broken-behind': { why: CHAIN, find: ['nginx-upgrade-headers-missing'] },
}
