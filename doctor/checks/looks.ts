/** Which function looks for which check. The first four are not here: they make what the others stand on. */
import type { CheckId, Look } from './check.ts'
import { forwarding } from './forwarding.ts'
import { silence } from './lasting.ts'
import { health, page } from './pages.ts'
import { polling, sharedState, twoPeople } from './people.ts'
import { caching, requests, streaming } from './requests.ts'
import { payload, protocol, reconnecting, roundTrip } from './talk.ts'
import { accept, compression, http2, origin, plainGet, upgrade } from './upgrade.ts'

export const LOOKS: { readonly [id in CheckId]?: Look } = {
  D05: page,
  D06: health,
  D07: plainGet,
  D08: upgrade,
  D09: accept,
  D10: http2,
  D11: protocol,
  D12: roundTrip,
  D13: payload,
  D14: compression,
  D15: silence,
  D16: sharedState,
  D17: reconnecting,
  D18: origin,
  D19: forwarding,
  D20: twoPeople,
  D21: requests,
  D22: streaming,
  D23: caching,
  D24: polling,
}
