/** Faults of the catalogue that the linter does not name, or names as another one, each with its reason. For the tests. */
import type { Asked } from './lint.ts'

const LOGIN = 'what the login answers is not in the file'
const CROWD = 'how many people come is not in the file'
const HEALTH = 'which paths the app answers is not in the file'
const HANGS = 'whether the app answers is not in the file'

/** Why nothing is said. Mostly no reader of the file can know. */
export const SILENT: Readonly<Record<string, string>> = {
  'nginx-auth-401': LOGIN,
  'nginx-auth-403': LOGIN,
  'nginx-auth-unexpected': LOGIN,
  'nginx-auth-broken': LOGIN,
  'nginx-limit-conn': CROWD,
  'nginx-upstream-hanging': HANGS,
  'nginx-header-too-large':
    'how long the headers of visitors are is not in the file; 8 KB is what nginx allows by itself',
  'apache-upstream-hanging': HANGS,
  'apache-workers-exhausted': CROWD,
  'squid-connection-limit': CROWD,
  'squid-upstream-hanging': HANGS,
  'haproxy-upstream-hanging': HANGS,
  'varnish-upstream-hanging': HANGS,
  'caddy-login-fails': LOGIN,
  'caddy-login-redirects': LOGIN,
  'caddy-login-refuses': LOGIN,
  'caddy-health-check-wrong-path': HEALTH,
  'varnish-health-check-wrong-path': HEALTH,
  'varnish-host-without-port': 'on which port people reach Varnish is not in the file',
  'squid-forward-connect-denied': 'on which port people reach the server is not in the file of an office',
  'haproxy-pieces-late':
    'every HAProxy that is not told otherwise holds the first piece back, and no WebSocket notices: no alarm is worth it',
  'haproxy-address-limit': CROWD,
  'haproxy-maxconn': CROWD,
  'haproxy-server-maxconn': CROWD,
  'haproxy-health-check-wrong-path': HEALTH,
}

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
