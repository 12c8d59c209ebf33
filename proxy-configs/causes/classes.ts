/**
 * Faults that nothing outside tells apart: whoever asks gets the same from each of them, times and ids aside. A test
 * compares everything the doctor observes of the members; a class grows only with a decision record that says why.
 */

export interface FaultClass {
  /** Of the catalogue. */
  readonly faults: readonly string[]
  /** Why nobody outside can tell them apart. */
  readonly because: string
}

export const CLASSES: readonly FaultClass[] = [
  {
    faults: ['nginx-upgrade-headers-missing', 'nginx-config-syntax-error', 'nginx-config-unreadable'],
    because:
      'An old configuration without the two lines goes on where a new one does not load; only the log of nginx says so.',
  },
  {
    faults: ['nginx-connection-missing', 'nginx-map-reversed'],
    because: 'Both send `Connection: close` along with Upgrade.',
  },
  {
    faults: ['nginx-upgrade-from-map', 'nginx-headers-swapped'],
    because: 'Both send a value in Upgrade that belongs into Connection.',
  },
  {
    faults: ['nginx-chain-outer-upgrade-missing', 'nginx-chain-inner-upgrade-missing'],
    because:
      'The inner nginx makes the same of a plain request as of an upgrade; asked by itself it tells (--hop).',
  },
  {
    faults: ['nginx-sub-path-kept', 'nginx-sub-path-doubled'],
    because: 'The app answers 404 to every address it does not know, and does not say which one it got.',
  },
  {
    faults: ['nginx-upstream-down', 'nginx-upstream-spoken-to-in-tls'],
    because:
      'nginx writes the same page for an app that is not there and for one it cannot talk to; its error log tells.',
  },
  {
    faults: ['nginx-auth-unexpected', 'nginx-auth-broken'],
    because: 'nginx answers 500 whatever went wrong between it and the login; its error log tells.',
  },
  {
    faults: ['nginx-return-503', 'nginx-limit-conn'],
    because:
      'A limit that is reached and a page that says maintenance are the same 503; whether it depends on how many are there, one visitor cannot see.',
  },
  {
    faults: ['nginx-wrong-server-name', 'nginx-worker-connections'],
    because:
      'Both close the connection without a word; whether it depends on how many are there, one visitor cannot see.',
  },
  {
    faults: ['nginx-default-server-answers', 'nginx-config-not-included'],
    because: 'In both another server block answers, because the right one is not there for this name.',
  },
  {
    faults: ['nginx-tls-not-switched-on', 'haproxy-tls-not-switched-on'],
    because: 'Plain HTTP on the port of TLS: whoever asks for TLS gets nothing that is signed.',
  },
  {
    faults: [
      'apache-proxypass-only',
      'apache-rewrite-engine-off',
      'apache-rewrite-outside-vhost',
      'apache-rewrite-ifmodule',
      'apache-rewrite-upgrade-case',
      'apache-rewrite-to-http',
      'apache-ws-proxypass-shadowed',
      'apache-ws-locationmatch-shadowed',
    ],
    because:
      'Eight ways to write a rule for the upgrade that is never reached; each leaves what Apache does without one.',
  },
  {
    faults: ['apache-proxy-submodules-missing', 'apache-upstream-wrong-scheme'],
    because: 'Apache answers 500 and keeps the reason for its error log.',
  },
  {
    faults: ['apache-before-squid-proxypass-only', 'squid-behind-apache-default'],
    because:
      'Either of the two drops the upgrade, and what arrives is signed by both; asked one by one they tell (--hop).',
  },
  {
    faults: ['squid-upgrade-not-allowed', 'squid-upgrade-case', 'squid-upgrade-without-allow'],
    because:
      'No rule, a rule for a word that nobody sends, and a rule that allows nobody are the same to Squid.',
  },
  {
    faults: ['squid-access-denied', 'squid-other-name', 'squid-connection-limit'],
    because: 'Squid says ERR_ACCESS_DENIED whichever rule it was.',
  },
  {
    faults: [
      'apache-workers-exhausted',
      'haproxy-maxconn',
      'caddy-upstream-hanging',
      'varnish-threads-exhausted',
    ],
    because: 'Connections are taken and never answered; nothing is signed by anybody.',
  },
  {
    faults: ['haproxy-tunnel-timeout', 'haproxy-client-timeout-cuts-sockets'],
    because: 'Whichever of the two is lower cuts a silent socket, at its time and without a word.',
  },
  {
    faults: ['haproxy-upstream-down', 'haproxy-health-check-wrong-path', 'haproxy-server-maxconn'],
    because: 'HAProxy answers 503 when it has no server, for whatever reason it has none.',
  },
  {
    faults: ['varnish-pipe-missing', 'varnish-pass-instead-of-pipe'],
    because: 'Passed or fetched, the handshake is a plain request to Varnish.',
  },
  {
    faults: ['varnish-upstream-down', 'varnish-health-check-wrong-path'],
    because: 'Varnish answers 503 when it has no backend that it believes well.',
  },
]

/** The fault alone, or all that look like it. */
export const classOf = (id: string): readonly string[] =>
  CLASSES.find(({ faults }) => faults.includes(id))?.faults ?? [id]
