/** Apache as most guides have it: mod_rewrite sends upgrades to ws://. It works, and has more places to go wrong. */
import type { GoodConfig } from '../../good.ts'
import { APACHE } from '../apache/apache-form.ts'
import { site } from '../apache/site.ts'

export const apacheRewrite: GoodConfig = {
  ...APACHE,
  template: site({
    about: `# Holdfast behind Apache the classic way, by mod_rewrite. From 2.4.47 on apache.conf is shorter and does the same;
# mod_proxy_wstunnel is needed by neither.`,
    modules: 'rewrite',
    balancers: { holdfast: 'http://{{upstream}}', 'holdfast-ws': 'ws://{{upstream}}' },
    lines: `    # WebSocket first: a handshake goes to ws://, everything else past these lines to ProxyPass. They belong here, in
    # the virtual host, not into a <Location>. "upgrade" is looked for inside of Connection, which may be a list.
    RewriteEngine On
    RewriteCond %{HTTP:Upgrade}    =websocket [NC]
    RewriteCond %{HTTP:Connection} upgrade [NC]
    # CHANGE: where Holdfast listens, in all three lines.
    RewriteRule ^/(.*)$ ws://{{upstream}}/$1 [P,L]  #? root single
    RewriteRule ^/(.*)$ balancer://holdfast-ws/$1 [P,L]  #? root balanced
    RewriteRule ^{{sub-path}}/(.*)$ ws://{{upstream}}/$1 [P,L]  #? sub-path single
    RewriteRule ^{{sub-path}}/(.*)$ balancer://holdfast-ws/$1 [P,L]  #? sub-path balanced

    ProxyPass        / http://{{upstream}}/  #? root single
    ProxyPassReverse / http://{{upstream}}/  #? root single
    ProxyPass        / balancer://holdfast/  #? root balanced
    ProxyPassReverse / balancer://holdfast/  #? root balanced
    # CHANGE: the path people type, here, above and in X-Forwarded-Prefix.  #? sub-path
    ProxyPass        {{sub-path}}/ http://{{upstream}}/  #? sub-path single
    ProxyPassReverse {{sub-path}}/ http://{{upstream}}/  #? sub-path single
    ProxyPass        {{sub-path}}/ balancer://holdfast/  #? sub-path balanced
    ProxyPassReverse {{sub-path}}/ balancer://holdfast/  #? sub-path balanced

    # Seconds of silence after which Apache cuts, WebSocket and waiting requests alike.
    ProxyTimeout 3600
`,
  }),
}
