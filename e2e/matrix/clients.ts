/**
 * What each client comes to behind a way, in the words of the catalogue. A client is told its story, and the
 * outcome is reduced to the one word that a fault's record has for it.
 */

import { en } from '../../protocol/words/en.ts'
import type { Stories } from '../../proxy-configs/fault.ts'
import { createPad } from '../harness/fixtures.ts'
import { holdfastClient } from '../stories/holdfast-client.ts'
import { invisibleContent } from '../stories/invisible-content.ts'
import type { InvisibleContentOutcome } from '../stories/outcome.ts'
import type { People } from '../stories/people.ts'
import { fiveAttemptsClient, reconnectTimedOut } from '../stories/reconnect-timed-out.ts'
import { socketOnlyClient } from '../stories/socket-only-client.ts'

export interface Told {
  readonly people: People
  /** As a person types it. */
  readonly baseUrl: string
  /** The server itself; undefined where there is none. */
  readonly direct: string | undefined
  readonly title: string
}

type Client = keyof Stories
export const CLIENTS: readonly Client[] = ['socket-only', 'five-attempts', 'holdfast']

export const TELL: { readonly [client in Client]: (told: Told) => Promise<Stories[client]> } = {
  'socket-only': async (told) => {
    const outcome = await contentOf(told, socketOnlyClient)
    if (!bothLoad(outcome)) return 'none'
    return bothRead(outcome) ? 'together' : 'apart'
  },
  'five-attempts': async ({ people, baseUrl, direct, title }) => {
    const text = 'No anchoring in the fairway.'
    // Where there is no server there is no pad, and its page does not load either.
    const { id } =
      direct === undefined ? { id: 'nowhere' } : await createPad(direct, { title, markdown: text })
    const client = fiveAttemptsClient({ polling: false, hurry: true })
    const outcome = await reconnectTimedOut(people, {
      baseUrl,
      client,
      pad: { id, title, text },
      ...(direct !== undefined && { askAt: direct }),
    })
    if (outcome.page.is !== 'loads') return 'none'
    // The page is there, and its script never came.
    if (outcome.ended === 'neither' && outcome.says === '' && outcome.tells === '') return 'none'
    if (outcome.ended === 'neither')
      throw new Error(`the exhibit neither opened nor gave up: ${outcome.says}`)
    return outcome.ended === 'works' && outcome.seesText && outcome.writes ? 'together' : 'timed out'
  },
  holdfast: async (told) => {
    const outcome = await contentOf(told, holdfastClient)
    if (!bothLoad(outcome)) return 'none'
    if (!bothRead(outcome)) return 'apart'
    const byHttp = [outcome.ada, outcome.bert].some(({ tells }) => tells.includes(en.status.liveByHttp))
    return byHttp ? 'live by HTTP' : 'live'
  },
}

const contentOf = ({ people, baseUrl, direct, title }: Told, client: typeof holdfastClient) =>
  invisibleContent(people, { baseUrl, client, title, ...(direct !== undefined && { askAt: direct }) })

const bothLoad = ({ ada, bert, padId }: InvisibleContentOutcome): boolean =>
  padId !== undefined && ada.page.is === 'loads' && bert.page.is === 'loads'

const bothRead = ({ ada, bert }: InvisibleContentOutcome): boolean =>
  [ada, bert].every(({ sees, afterReload }) => sees === 'both' && afterReload === 'both')
