/** What everybody knows about Varnish, and Varnish does not confirm. */
import type { Myth } from './fault.ts'
import { varnishCachesByItself } from './myths/varnish-caches-by-itself/myth.ts'
import { varnishCannotStandBehindTls } from './myths/varnish-cannot-stand-behind-tls/myth.ts'

export const VARNISH_MYTHS: readonly Myth[] = [varnishCachesByItself, varnishCannotStandBehindTls]
