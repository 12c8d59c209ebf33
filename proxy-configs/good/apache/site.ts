/**
 * What every Apache site in front of Holdfast has around the lines that lead to the app: modules, threads, names,
 * certificates, forwarding headers. Which lines lead to the app is the difference between the good configurations.
 */

export interface ToTheApp {
  /** One sentence of the first comment: what this way is. */
  readonly about: string
  /** Besides proxy_http and headers. */
  readonly modules?: string
  /** Members of each balancer, by name. */
  readonly balancers: Readonly<Record<string, string>>
  /** Inside the virtual host. */
  readonly lines: string
}

export const site = ({ about, modules, balancers, lines }: ToTheApp): string => `${about}
# Save as /etc/apache2/sites-available/holdfast.conf, put your own values where it says CHANGE, then:
#   a2enmod proxy_http headers${modules === undefined ? '' : ` ${modules}`}
#   a2enmod ssl http2  #? tls
#   a2enmod proxy_balancer lbmethod_byrequests  #? balanced
#   a2ensite holdfast && apachectl configtest && systemctl restart apache2

# Every open WebSocket, and every request that waits for news, holds a thread. Debian's 150 would be used up by
# as many open pads, and then Apache answers nobody at all.
ServerLimit       40
MaxRequestWorkers 1000

${Object.entries(balancers)
  .map(([name, member]) => balancer(name, member))
  .join('')}<VirtualHost {{plain-listen}}>  #? tls
    ServerName {{domain}}  #? tls
    Redirect permanent / https://{{domain}}/  #? tls
</VirtualHost>  #? tls

<VirtualHost {{listen}}>
    # CHANGE: the name people type
    ServerName {{domain}}

    SSLEngine on  #? tls
    # CHANGE: both files  #? tls
    SSLCertificateFile    {{certificate}}  #? tls
    SSLCertificateKeyFile {{key}}  #? tls
    # Pages come by HTTP/2; for WebSocket browsers open a connection of HTTP/1.1 beside it.  #? tls
    Protocols h2 http/1.1  #? tls

${lines}
    # The name and port people typed. X-Forwarded-For and X-Forwarded-Host Apache adds by itself.
    ProxyPreserveHost On
    RequestHeader unset X-Forwarded-Host  #? edge
    RequestHeader set   X-Forwarded-Proto expr=%{REQUEST_SCHEME}  #? edge
    # X-Forwarded-Proto stays as the proxy in front of this one said.  #? inner
    RequestHeader set   X-Forwarded-Prefix {{sub-path}}  #? sub-path
</VirtualHost>
`

/** Nodes over one storage need no stickiness: every request says where it was. */
const balancer = (name: string, member: string): string => `<Proxy balancer://${name}>  #? balanced
    # Any node will do for any request. With stickiness: a cookie, route= and stickysession=.  #? balanced
    BalancerMember ${member}  #* upstream  #? balanced
</Proxy>  #? balanced

`
