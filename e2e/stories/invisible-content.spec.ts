/** Two people, one pad, four ways to the server, two clients: who reads what. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { exhibitsEn } from '../../protocol/words/en-exhibits.ts'
import { test } from './fixtures.ts'
import { holdfastClient } from './holdfast-client.ts'
import { invisibleContent } from './invisible-content.ts'
import { socketOnlyClient } from './socket-only-client.ts'

const GOOD = ['a good nginx', 'Apache and a good Squid'] as const
const BROKEN = ['an nginx without the lines for WebSocket', 'Apache and a Squid as it comes'] as const

const LOADS = { is: 'loads' }
/** What holds of every way here: pages and plain requests get through. */
const OUTSIDE = { titleInList: true, health: 200 }
const BOTH = { page: LOADS, onOpening: 'only-other', sees: 'both', afterReload: 'both' }

for (const way of BROKEN) {
  test(`[XB1] through ${way}, a client that knows only WebSocket calls saved what nobody else ever sees`, async ({
    way: start,
    people,
    title,
  }) => {
    const { url } = await start(way)
    const outcome = await invisibleContent(people, { baseUrl: url, client: socketOnlyClient, title })
    expect(outcome).toMatchObject({
      ...OUTSIDE,
      stored: '',
      ada: { page: LOADS, sees: 'only-own', afterReload: 'only-own' },
      bert: { page: LOADS, onOpening: 'nothing', sees: 'only-own', afterReload: 'only-own' },
    })
    for (const seen of [outcome.ada, outcome.bert]) {
      expect(seen).toMatchObject({
        says: exhibitsEn.status.saved,
        closeCode: 1006,
        socketOpened: false,
        sent: seen === outcome.ada ? ['POST /exhibits/new'] : [],
      })
      expect(seen.socketFailures).toEqual(['Error during WebSocket handshake: Unexpected response code: 426'])
      // The fallback got an answer, and Yjs's own words about it are what ended it.
      expect(seen.tells).toContain(exhibitsEn.record['fallback-asked'](0))
      expect(seen.tells).toContain(exhibitsEn.record['fallback-failed']('Unexpected end of array'))
    }
  })

  test(`[XB2] through ${way}, both read both in the real client, and are told that WebSocket is blocked`, async ({
    way: start,
    people,
    title,
  }) => {
    const { url } = await start(way)
    const outcome = await invisibleContent(people, { baseUrl: url, client: holdfastClient, title })
    expect(outcome).toMatchObject({ ...OUTSIDE, ada: { ...BOTH, onOpening: 'nothing' }, bert: BOTH })
    for (const seen of [outcome.ada, outcome.bert]) {
      expect(seen).toMatchObject({ says: en.status.saved, socketOpened: false })
      expect(seen.tells).toContain(en.status.liveByHttp)
    }
  })
}

for (const way of GOOD) {
  for (const client of [socketOnlyClient, holdfastClient]) {
    test(`[XB3] through ${way}, both read both in ${client.name}`, async ({ way: start, people, title }) => {
      const { url } = await start(way)
      const outcome = await invisibleContent(people, { baseUrl: url, client, title })
      expect(outcome).toMatchObject({ ...OUTSIDE, ada: { ...BOTH, onOpening: 'nothing' }, bert: BOTH })
      for (const seen of [outcome.ada, outcome.bert]) {
        expect(seen).toMatchObject({ says: en.status.saved, socketOpened: true, socketFailures: [] })
      }
    })
  }
}
