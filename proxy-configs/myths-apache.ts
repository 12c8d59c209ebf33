/** Myths of Apache, in no order. */
import type { Myth } from './fault.ts'
import { apacheGracefulDropsSockets } from './myths/apache-graceful-drops-sockets/myth.ts'
import { apacheLimitRequestBody } from './myths/apache-limit-request-body/myth.ts'
import { apacheNeedsWstunnel } from './myths/apache-needs-wstunnel/myth.ts'
import { apacheProxyTimeoutCutsSockets } from './myths/apache-proxy-timeout-cuts-sockets/myth.ts'
import { apacheRewriteBeforeProxypass } from './myths/apache-rewrite-before-proxypass/myth.ts'
import { apacheRewriteBothConditions } from './myths/apache-rewrite-both-conditions/myth.ts'
import { apacheRewriteConditionsNeeded } from './myths/apache-rewrite-conditions-needed/myth.ts'
import { apacheRewriteKeepsPrefix } from './myths/apache-rewrite-keeps-prefix/myth.ts'
import { apacheTimeoutCutsSockets } from './myths/apache-timeout-cuts-sockets/myth.ts'
import { apacheWsForEverything } from './myths/apache-ws-for-everything/myth.ts'

export const APACHE_MYTHS: readonly Myth[] = [
  apacheNeedsWstunnel,
  apacheRewriteConditionsNeeded,
  apacheRewriteBothConditions,
  apacheRewriteBeforeProxypass,
  apacheWsForEverything,
  apacheLimitRequestBody,
  apacheProxyTimeoutCutsSockets,
  apacheTimeoutCutsSockets,
  apacheGracefulDropsSockets,
  apacheRewriteKeepsPrefix,
]
