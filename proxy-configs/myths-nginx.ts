/** What everybody knows about nginx, or about any proxy, and nginx does not confirm. */
import type { Myth } from './fault.ts'
import { appHealthIsGreen } from './myths/app-health-is-green/myth.ts'
import { appStatusNamesTheProxy } from './myths/app-status-names-the-proxy/myth.ts'
import { nginxBodyLimitLimitsMessages } from './myths/nginx-body-limit-limits-messages/myth.ts'
import { nginxBufferingHoldsStreamsBack } from './myths/nginx-buffering-holds-streams-back/myth.ts'
import { nginxConnectionPassedOn } from './myths/nginx-connection-passed-on/myth.ts'
import { nginxExtensionsStripped } from './myths/nginx-extensions-stripped/myth.ts'
import { nginxGzipHoldsStreamsBack } from './myths/nginx-gzip-holds-streams-back/myth.ts'
import { nginxHttp2BlocksWebsocket } from './myths/nginx-http-2-blocks-websocket/myth.ts'
import { nginxHttp10CannotUpgrade } from './myths/nginx-http10-cannot-upgrade/myth.ts'
import { nginxLiteralConnectionUpgrade } from './myths/nginx-literal-connection-upgrade/myth.ts'
import { nginxLoginBreaksWebsocket } from './myths/nginx-login-breaks-websocket/myth.ts'
import { nginxOtherTimeouts } from './myths/nginx-other-timeouts/myth.ts'
import { nginxReloadDropsSockets } from './myths/nginx-reload-drops-sockets/myth.ts'
import { nginxSmallBuffers } from './myths/nginx-small-buffers/myth.ts'

export const NGINX_MYTHS: readonly Myth[] = [
  nginxHttp10CannotUpgrade,
  nginxLiteralConnectionUpgrade,
  nginxConnectionPassedOn,
  nginxBufferingHoldsStreamsBack,
  nginxGzipHoldsStreamsBack,
  nginxSmallBuffers,
  nginxBodyLimitLimitsMessages,
  nginxOtherTimeouts,
  nginxReloadDropsSockets,
  nginxExtensionsStripped,
  nginxHttp2BlocksWebsocket,
  nginxLoginBreaksWebsocket,
  appHealthIsGreen,
  appStatusNamesTheProxy,
]
