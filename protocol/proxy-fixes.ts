/**
 * What can go wrong with an upgrade on its way, by mechanism, and the lines that mend it for each proxy. Data
 * only: who is suspected of what is decided in suspects.ts.
 */

export type Hop = 'nginx' | 'apache' | 'squid' | 'haproxy' | 'caddy' | 'varnish' | 'unknown'

export const HOP_NAMES: { readonly [hop in Hop]: string } = {
  nginx: 'nginx',
  apache: 'Apache',
  squid: 'Squid',
  haproxy: 'HAProxy',
  caddy: 'Caddy',
  varnish: 'Varnish',
  unknown: 'an unknown proxy',
}

/** What each cause means, for whoever has to mend it. */
export const CAUSES = {
  'http-1.0': 'The proxy speaks HTTP/1.0 to this server and drops Upgrade and Connection.',
  'upgrade-headers-missing': 'The proxy drops both Upgrade and Connection.',
  'upgrade-missing': 'The proxy passes Connection on and drops Upgrade.',
  'upgrade-value-wrong': 'The proxy passes Upgrade on with a value that is not websocket.',
  'connection-missing': 'The proxy passes Upgrade on and replaces Connection.',
  'connection-empty': 'The proxy passes Upgrade on and empties Connection.',
  'upgrade-not-enabled': 'The proxy drops upgrades unless its configuration allows them.',
  'pipe-missing': 'The proxy handles the handshake like a page, to be cached, instead of piping it.',
  'pipe-without-headers': 'The proxy pipes the connection without copying Upgrade and Connection.',
} as const satisfies Record<string, string>

export type Cause = keyof typeof CAUSES

const NGINX = {
  version: 'proxy_http_version 1.1;',
  upgrade: 'proxy_set_header Upgrade $http_upgrade;',
  connection: 'proxy_set_header Connection "upgrade";',
} as const

const ANY = 'Pass the headers Upgrade and Connection on as they came, and speak HTTP/1.1 to this server.'

const PIPE = [
  'sub vcl_recv { if (req.http.upgrade ~ "(?i)websocket") { return (pipe); } }',
  'sub vcl_pipe { if (req.http.upgrade) { set bereq.http.upgrade = req.http.upgrade; set bereq.http.connection = req.http.connection; } }',
]

const FIXES: { readonly [hop in Hop]?: { readonly [cause in Cause]?: readonly string[] } } = {
  nginx: {
    'http-1.0': [NGINX.version, NGINX.upgrade, NGINX.connection],
    'upgrade-headers-missing': [
      NGINX.version,
      NGINX.upgrade,
      NGINX.connection,
      '# in the location itself: one proxy_set_header there discards all inherited ones',
    ],
    'upgrade-missing': [NGINX.version, NGINX.upgrade],
    'upgrade-value-wrong': [NGINX.upgrade, NGINX.connection],
    'connection-missing': [NGINX.version, NGINX.connection],
    'connection-empty': [`${NGINX.connection}  # instead of Connection ""`],
  },
  apache: {
    'upgrade-not-enabled': [
      'ProxyPass / http://127.0.0.1:3000/ upgrade=websocket',
      '# Apache 2.4.47 or newer; in front of any other ProxyPass that covers the path',
    ],
  },
  squid: {
    'upgrade-not-enabled': ['http_upgrade_request_protocols websocket allow all'],
  },
  haproxy: {
    'upgrade-missing': ['# remove the rule: http-request del-header Upgrade'],
    'connection-missing': ['# remove the rule: http-request del-header Connection'],
  },
  caddy: {
    'upgrade-missing': ['# remove from reverse_proxy: header_up -Upgrade'],
    'connection-missing': ['# remove from reverse_proxy: header_up -Connection'],
  },
  varnish: { 'pipe-missing': PIPE, 'pipe-without-headers': PIPE.slice(1) },
}

export const fixLines = (cause: Cause, hop: Hop): readonly string[] => FIXES[hop]?.[cause] ?? [ANY]
