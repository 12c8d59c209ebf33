/**
 * Leaves one update in a pad's room and waits until it is durable: what a plain PATCH needs to write into a
 * document that people have open. It goes the way of every other edit, so that the room in memory, its peers and
 * the disk agree. Knows no HTTP.
 */
import type { Clock } from '../clock.ts'
import type { Visit } from '../rooms/guest.ts'
import type { Rooms } from '../rooms/rooms.ts'

export type Deposited =
  | 'durable'
  /** It builds on edits the server has never seen. */
  | 'predecessor-missing'
  | 'malformed'
  /** The room was closed meanwhile, or the disk did not take it in time. */
  | 'not-durable'

export interface DepositDeps {
  readonly rooms: Pick<Rooms, 'host'>
  readonly clock: Pick<Clock, 'after'>
  newId(): string
}

/** A request is answered before a proxy on the way gives it up. */
const PATIENCE_MS = 5_000

/** Rejects with PadError when the pad cannot be entered. */
export async function deposit(padId: string, update: Uint8Array, deps: DepositDeps): Promise<Deposited> {
  let ended = (): void => {}
  const guest = { id: `deposit-${deps.newId()}`, stirred: () => {}, ended: () => ended() }
  const stay = await deps.rooms.host(padId, guest, undefined)
  let visit: Visit | undefined
  const answer = await new Promise<Deposited>((resolve) => {
    const late = deps.clock.after(PATIENCE_MS, () => resolve('not-durable'))
    const settle = (how: Deposited) => {
      late.cancel()
      resolve(how)
    }
    ended = () => settle('not-durable')
    const here = stay.visit({ send: () => {}, close: () => settle('malformed'), page: undefined }, false)
    visit = here
    here.receive({ type: 'update', update })
    here.whenSettled(() => settle(here.acknowledgement().count === 1 ? 'durable' : 'predecessor-missing'))
  })
  visit?.leave()
  stay.leave()
  return answer
}
