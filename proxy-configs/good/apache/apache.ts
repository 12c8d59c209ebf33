/** Apache as it has been since 2.4.47: one parameter of ProxyPass, no rewriting. */
import type { GoodConfig } from '../../good.ts'
import { APACHE } from './apache-form.ts'
import { site } from './site.ts'

const HOW = 'upgrade=websocket timeout=3600 connectiontimeout=5'

export const apache: GoodConfig = {
  ...APACHE,
  template: site({
    about: '# Holdfast behind Apache 2.4.47 or newer.',
    balancers: { holdfast: `http://{{upstream}} ${HOW}` },
    lines: `    # upgrade=websocket lets WebSocket through; nothing else is needed for it, no rewriting and no wstunnel.
    # timeout: seconds of silence after which Apache cuts. CHANGE: where Holdfast listens, in both lines.
    ProxyPass        / http://{{upstream}}/ ${HOW}  #? root single
    ProxyPassReverse / http://{{upstream}}/  #? root single
    ProxyPass        / balancer://holdfast/  #? root balanced
    ProxyPassReverse / balancer://holdfast/  #? root balanced
    # CHANGE: the path people type, here and in X-Forwarded-Prefix; a slash at both ends or at neither.  #? sub-path
    ProxyPass        {{sub-path}}/ http://{{upstream}}/ ${HOW}  #? sub-path single
    ProxyPassReverse {{sub-path}}/ http://{{upstream}}/  #? sub-path single
    ProxyPass        {{sub-path}}/ balancer://holdfast/  #? sub-path balanced
    ProxyPassReverse {{sub-path}}/ balancer://holdfast/  #? sub-path balanced
`,
  }),
}
