/** Caddy: passes upgrades and says who asked without being told; little is left to write. */
import type { GoodConfig } from '../../good.ts'

export const caddy: GoodConfig = {
  proxy: 'caddy',
  extension: 'Caddyfile',
  tls: true,
  subPath: true,
  // The ports of the scheme are understood.
  listen: (port) => (port === 80 || port === 443 ? '' : `:${port}`),
  template: `# Holdfast behind Caddy. Save as /etc/caddy/Caddyfile, or add it there, put your own values where it says CHANGE,
# then: caddy validate --config /etc/caddy/Caddyfile && systemctl reload caddy

# CHANGE: the name people type
http://{{domain}}{{listen}} {  #? plain
https://{{domain}}{{listen}} {  #? tls
	# CHANGE, or leave it out: Caddy gets a certificate by itself for a name that leads here.  #? tls
	tls {{certificate}} {{key}}  #? tls
	# Importing a large text.
	request_body {
		max_size 25MB
	}

	redir {{sub-path}} {{sub-path}}/  #? sub-path

	handle {  #? root
	# CHANGE: the path people type, here, above and in X-Forwarded-Prefix. handle_path cuts it off.  #? sub-path
	handle_path {{sub-path}}/* {  #? sub-path
		# WebSocket, Host and X-Forwarded-For, -Proto and -Host: all passed on without being told.
		reverse_proxy {
			# CHANGE: where Holdfast listens
			to {{upstream}}  #* upstream
			# Nodes over one storage need no stickiness: every request says where it was. With it: ip_hash  #? balanced
			lb_policy least_conn  #? balanced
			health_uri /live/ready  #? balanced
			# Visitors have no say in it.  #? edge root
			header_up -X-Forwarded-Prefix  #? edge root
			# What was cut off.  #? sub-path
			header_up X-Forwarded-Prefix {{sub-path}}  #? sub-path
			# What the proxy in front said about the visitor holds.  #? inner
			trusted_proxies private_ranges  #? inner
		}
	}
}
`,
}
