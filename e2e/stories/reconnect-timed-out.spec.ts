/** One person, a pad that exists, and a client that gives up after five attempts. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { exhibitsEn } from '../../protocol/words/en-exhibits.ts'
import { test } from './fixtures.ts'
import { fiveAttemptsClient, openedByHoldfast, reconnectTimedOut } from './reconnect-timed-out.ts'

const LOADS = { is: 'loads' }
const WORKS = { page: LOADS, ended: 'works', seesText: true, writes: true }
const SQUID = 'Apache and a Squid as it comes'

test('[XB4] behind Apache and a Squid as it comes, five attempts end in "Reconnect timed out" and nothing is shown, and the log of Squid has the 400', async ({
  way,
  people,
  existingPad,
}) => {
  const { url, accessLog } = await way(SQUID)
  const client = fiveAttemptsClient({ polling: false, hurry: false })
  const outcome = await reconnectTimedOut(people, { baseUrl: url, client, pad: await existingPad() })
  expect(outcome).toMatchObject({
    page: LOADS,
    ended: 'timed-out',
    seesText: false,
    says: exhibitsEn.status.timedOut,
    socketFailures: ['Error during WebSocket handshake: Unexpected response code: 400'],
  })
  expect(outcome.tells).toContain(exhibitsEn.record.attempt(5))
  // One line for the first handshake and one for each attempt; the query is left out of Squid's log by default.
  const refused = (await accessLog())
    .split('\n')
    .filter((line) => /TCP_MISS\/400 \d+ GET \S*\/exhibits\/socket\.io\/\S* - FIRSTUP_PARENT\//.test(line))
  expect(refused).toHaveLength(6)
})

test('[XB4] behind an nginx without the lines for WebSocket it ends the same way', async ({
  way,
  people,
  existingPad,
}) => {
  const { url } = await way('an nginx without the lines for WebSocket')
  const client = fiveAttemptsClient({ polling: false, hurry: true })
  const outcome = await reconnectTimedOut(people, { baseUrl: url, client, pad: await existingPad() })
  expect(outcome).toMatchObject({ page: LOADS, ended: 'timed-out', seesText: false })
})

test('[XB5] the same client works behind the same Squid when it may begin with polling', async ({
  way,
  people,
  existingPad,
}) => {
  const { url } = await way(SQUID)
  const client = fiveAttemptsClient({ polling: true, hurry: false })
  const outcome = await reconnectTimedOut(people, { baseUrl: url, client, pad: await existingPad() })
  expect(outcome).toMatchObject({ ...WORKS, socketOpened: false })
})

test('[XB2] the real client shows the pad behind the same Squid, and says that WebSocket is blocked', async ({
  way,
  people,
  existingPad,
}) => {
  const { url } = await way(SQUID)
  const pad = await existingPad()
  const outcome = await reconnectTimedOut(people, { baseUrl: url, client: openedByHoldfast, pad })
  expect(outcome).toMatchObject({ ...WORKS, says: en.status.saved })
  expect(outcome.tells).toContain(en.status.liveByHttp)
})

for (const client of [
  fiveAttemptsClient({ polling: false, hurry: false }),
  fiveAttemptsClient({ polling: true, hurry: false }),
  openedByHoldfast,
]) {
  test(`[XB3] behind Apache and a good Squid the pad opens in ${client.name}`, async ({
    way,
    people,
    existingPad,
  }) => {
    const { url } = await way('Apache and a good Squid')
    const outcome = await reconnectTimedOut(people, { baseUrl: url, client, pad: await existingPad() })
    expect(outcome).toMatchObject({ ...WORKS, socketOpened: true })
  })
}
