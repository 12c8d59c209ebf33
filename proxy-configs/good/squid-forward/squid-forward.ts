/**
 * Squid as a forward proxy: the one an office or a school puts between its browsers and the world. Nobody who
 * runs Holdfast can change it; this is what to send to whoever can.
 */
import type { GoodConfig } from '../../good.ts'

export const squidForward: GoodConfig = {
  proxy: 'squid',
  extension: 'conf',
  tls: false,
  subPath: false,
  forward: true,
  listen: (port, address) => (address === undefined ? String(port) : `${address}:${port}`),
  template: `# Squid as the proxy that browsers of an office or a school go through. Save as /etc/squid/squid.conf, put your
# own values where it says CHANGE, then: squid -k parse && squid -k reconfigure

# CHANGE: usually 3128; it is what stands in the browsers' settings.
http_port {{listen}}
visible_hostname {{domain}}

# CHANGE: whose browsers these are.
acl office src 127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16

# Browsers open every WebSocket through CONNECT, also one without TLS (ws://). Debian allows CONNECT to 443 alone.
# CHANGE: leave 80 away where every page has TLS; add the port of a server that listens on another one.
acl tunnels port 443 80 {{upstream-port}}
http_access deny CONNECT !tunnels
http_access allow office
http_access deny all

# Programs that do not use CONNECT ask for the upgrade in a plain request.
http_upgrade_request_protocols websocket allow all

# Seconds of silence after which Squid cuts, tunnels included.
read_timeout 3600 seconds
connect_timeout 5 seconds
# Every open WebSocket takes two.
max_filedescriptors 16384
`,
}
