/** Squid as an accelerator: it stands in front of the app, keeps nothing, and lets WebSocket through because told to. */
import type { GoodConfig } from '../../good.ts'

export const squid: GoodConfig = {
  proxy: 'squid',
  extension: 'conf',
  tls: true,
  subPath: true,
  listen: (port, address) => (address === undefined ? String(port) : `${address}:${port}`),
  template: `# Holdfast behind Squid 5 or newer as an accelerator (a "reverse proxy"). Save as /etc/squid/squid.conf, put your
# own values where it says CHANGE, then: squid -k parse && squid -k reconfigure

# "accel": it answers for the site below instead of fetching from anywhere. CHANGE: the name people type.
http_port {{listen}} accel vhost defaultsite={{domain}}  #? plain
# CHANGE: certificate and key.  #? tls
https_port {{listen}} accel vhost defaultsite={{domain}} tls-cert={{certificate}} tls-key={{key}}  #? tls
http_port {{plain-listen}} accel vhost defaultsite={{domain}}  #? tls
visible_hostname {{domain}}

# CHANGE: where Holdfast listens: host, then port.
cache_peer {{upstream-host}} parent {{upstream-port}} 0 no-query originserver  #? single
# Nodes over one storage need no stickiness: every request says where it was. With it: sourcehash.  #? balanced
cache_peer {{upstream-host}} parent {{upstream-port}} 0 no-query originserver round-robin name=node{{number}}  #* upstream  #? balanced
never_direct allow all

# A WebSocket begins as a request to upgrade. Squid drops those it was not told of; the name is case-sensitive.
http_upgrade_request_protocols websocket allow all

acl holdfast dstdomain {{domain}}
# CHANGE: the path people type, here and in X-Forwarded-Prefix. Squid cannot cut it off; it tells the app.  #? sub-path
acl pads urlpath_regex ^{{sub-path}}(/|$)  #? sub-path
# One address may hold this many connections at once: a whole office behind one address fits.  #? edge
acl crowd maxconn 1000  #? edge
acl plain localport {{plain-port}}  #? tls
deny_info 301:https://{{domain}}%R plain  #? tls
http_access deny plain  #? tls
http_access deny crowd  #? edge
http_access allow holdfast  #? root
http_access allow holdfast pads  #? sub-path
http_access deny all

# Nothing is kept: Holdfast's own answers say what browsers may keep.
cache deny all

# What the app is told: Squid appends to X-Forwarded-For and keeps Host by itself.
request_header_access X-Forwarded-Host deny all  #? edge
request_header_access X-Forwarded-Proto deny all  #? edge
request_header_add X-Forwarded-Proto http all  #? edge plain
request_header_add X-Forwarded-Proto https all  #? edge tls
request_header_access X-Forwarded-Prefix deny all  #? sub-path
request_header_add X-Forwarded-Prefix {{sub-path}} all  #? sub-path

# Seconds of silence after which Squid cuts, open WebSockets included.
read_timeout 3600 seconds
connect_timeout 5 seconds
# Importing a large text. The buffer is larger than any body: once it is full, which takes an upload that is faster
# than the app, Squid 5 takes the visitor for gone and cuts.
request_body_max_size 25 MB
client_request_buffer_max_size 26 MB
# Every open WebSocket takes two.
max_filedescriptors 16384
`,
}
