/** From which values on a limit of a proxy is no fault: what the app needs, said once for all proxies. */
import { KEEPALIVE_MS } from '../../protocol/limits.ts'

/** Bytes of a long text with pictures, as somebody imports it. Proxies that refuse it by themselves stop at 1 MB. */
export const LARGE_BODY = 1_500_000

/** Seconds after which the server lets every connection hear something. */
export const PING_SECONDS = KEEPALIVE_MS / 1000

/** Seconds for which requests are held until there is news: our page asks for 20, engine.io for 25, and some room. */
export const HELD_SECONDS = 30

/** From so many seconds on nobody notices a cut. */
export const HOUR = 3600
