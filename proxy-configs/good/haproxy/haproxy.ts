/** HAProxy: upgrades pass by themselves; what it must be told is how long silence may last, and who is asking. */
import type { GoodConfig } from '../../good.ts'

export const haproxy: GoodConfig = {
  proxy: 'haproxy',
  extension: 'cfg',
  tls: true,
  subPath: true,
  extendedConnect: true,
  listen: (port, address) => `${address ?? '*'}:${port}`,
  template: `# Holdfast behind HAProxy. Append to /etc/haproxy/haproxy.cfg, put your own values where it says CHANGE, then:
# haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy

frontend holdfast
    mode http
    bind {{listen}}  #? plain
    bind {{plain-listen}}  #? tls
    bind {{listen}} ssl crt {{certificate-and-key}} alpn h2,http/1.1  # CHANGE: one file, the key below the certificate  #? tls
    http-request redirect scheme https code 301 unless { ssl_fc }  #? tls

    maxconn 4000  # a socket holds its connection for hours; past this number visitors wait, silently
    timeout client 120s
    option http-no-delay  # answers in pieces leave at once, not 200 ms later

    # One address may hold this many connections at once: a whole office behind one address fits.  #? edge
    stick-table type ipv6 size 100k expire 1m store conn_cur  #? edge
    http-request track-sc0 src  #? edge
    http-request deny deny_status 429 if { sc0_conn_cur gt 1000 }  #? edge
    http-request deny deny_status 413 if { req.body_size gt 26214400 }  # 25 MB: importing a large text

    # HAProxy keeps Host as it came. Who asked for what, it says only when told to.
    option forwardfor
    http-request set-header X-Forwarded-Proto http  #? edge plain
    http-request set-header X-Forwarded-Proto https  #? edge tls
    http-request set-header X-Forwarded-Host %[req.hdr(Host)]  #? edge
    http-request del-header X-Forwarded-Prefix  # visitors have no say in it  #? edge root

    default_backend holdfast  #? root
    http-request redirect code 301 location {{sub-path}}/ if { path {{sub-path}} }  #? sub-path
    use_backend holdfast if { path_beg {{sub-path}}/ }  # CHANGE: the path people type, here and below  #? sub-path

backend holdfast
    mode http
    http-request replace-path {{sub-path}}/(.*) /\\1  # the app gets its addresses without the path  #? sub-path
    http-request set-header X-Forwarded-Prefix {{sub-path}}  # and this tells it what was cut  #? sub-path

    timeout connect 5s
    timeout server  120s  # longer than the 55 s for which the app holds a request
    timeout tunnel  1h  # for WebSocket; without it the two above count, and Debian's are 50 s
    option http-no-delay

    # Nodes over one storage need no stickiness: every request says where it was. With it: balance source  #? balanced
    balance leastconn  # sockets last; whoever holds fewest gets the next  #? balanced
    option redispatch  #? balanced
    option httpchk  #? balanced
    http-check send meth GET uri /live/ready ver HTTP/1.1 hdr Host {{domain}}  #? balanced
    server app{{number}} {{upstream}}  # CHANGE: where Holdfast listens  #* upstream  #? single
    server app{{number}} {{upstream}} check  # CHANGE: where Holdfast listens  #* upstream  #? balanced
`,
}
