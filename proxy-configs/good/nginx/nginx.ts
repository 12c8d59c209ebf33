/** nginx: what it drops unless told, and what it cuts unless told, said beside each line. */
import type { GoodConfig } from '../../good.ts'

export const nginx: GoodConfig = {
  proxy: 'nginx',
  extension: 'conf',
  tls: true,
  subPath: true,
  listen: (port, address) => (address === undefined ? String(port) : `${address}:${port}`),
  template: `# Holdfast behind nginx. Save as /etc/nginx/conf.d/holdfast.conf (it is read inside \`http { … }\`), put your own
# values where it says CHANGE, then: nginx -t && nginx -s reload

# A WebSocket begins as a request with \`Upgrade: websocket\`. nginx drops that header unless told otherwise; the
# map passes it on for those requests and leaves all others alone.
map $http_upgrade $holdfast_connection {
    default upgrade;
    ''      close;
}

# One address may hold this many requests and sockets at once: a whole office behind one address fits.
limit_conn_zone $binary_remote_addr zone=holdfast:10m;  #? edge

upstream holdfast {
    # Nodes over one storage need no stickiness: every request says where it was. With it: ip_hash;  #? balanced
    server {{upstream}};  # CHANGE: where Holdfast listens  #* upstream
}

server {  #? tls
    listen {{plain-listen}};  #? tls
    server_name {{domain}};  #? tls
    return 301 https://$host{{public-port}}$request_uri;  #? tls
}  #? tls

server {
    listen {{listen}};  # for IPv6 once more with [::]: in front of the port  #? plain
    listen {{listen}} ssl http2;  # for IPv6 once more with [::]:; from nginx 1.25 on: listen … ssl; http2 on;  #? tls
    server_name {{domain}};  # CHANGE: the name people type

    ssl_certificate     {{certificate}};  # CHANGE  #? tls
    ssl_certificate_key {{key}};  # CHANGE  #? tls

    client_max_body_size 25m;  # importing a large text; nginx allows 1 MB by itself
    large_client_header_buffers 4 16k;  # cookies and tokens of a login; nginx allows 8 KB a line by itself
    limit_conn holdfast 1000;  #? edge
    absolute_redirect off;  # {{sub-path}} and {{sub-path}}/ are the same, whatever name and port people use  #? sub-path

    location / {  #? root
    location {{sub-path}}/ {  # CHANGE: the path people type, here and in X-Forwarded-Prefix  #? sub-path
        proxy_pass http://holdfast;  #? root
        proxy_pass http://holdfast/;  # with the slash nginx cuts the path off  #? sub-path
        proxy_set_header X-Forwarded-Prefix {{sub-path}};  # and this tells the app what was cut  #? sub-path

        proxy_http_version 1.1;  # 1.0, nginx's own choice, holds streamed answers back
        proxy_set_header Upgrade    $http_upgrade;
        proxy_set_header Connection $holdfast_connection;

        proxy_set_header Host              $http_host;  # with the port; $host would lose it
        proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;  #? edge
        proxy_set_header X-Forwarded-Host  $http_host;  #? edge
        proxy_set_header X-Forwarded-Prefix "";  # visitors have no say in it  #? edge root
        proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;  # as the proxy in front said  #? inner
        proxy_set_header X-Forwarded-Host  $http_x_forwarded_host;  #? inner

        proxy_connect_timeout 5s;
        proxy_read_timeout    3600s;  # nginx cuts a silent connection after 60 s by itself
        proxy_send_timeout    3600s;
        proxy_buffering       off;  # answers are passed on as they come
    }
}
`,
}
