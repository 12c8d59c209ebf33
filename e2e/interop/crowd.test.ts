/** A hundred people with somebody else's client in one pad: nobody is thrown out, nothing is missed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { collabUrl, FLAVOURS, type ForeignClient, openForeignClient } from '../harness/foreign-client.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

const PEOPLE = 100
const MOVERS = 10
const MOVES = 20
const MOVE_EVERY_MS = 150

let server: PadServer
const crowd: ForeignClient[] = []

beforeAll(async () => {
  server = await startPadServer()
})
afterAll(async () => {
  for (const client of crowd) client.close()
  await server.close()
})

test('[IN4] a hundred y-websocket clients with ten moving cursors stay unhindered', async () => {
  for (let person = 0; person < PEOPLE; person += 1) {
    const flavour = FLAVOURS[person % FLAVOURS.length] as (typeof FLAVOURS)[number]
    crowd.push(openForeignClient({ flavour, serverUrl: collabUrl(server.url), pad: 'crowd' }))
  }
  await Promise.all(crowd.map((client) => client.synced()))
  crowd.forEach((client, person) => {
    client.provider.awareness.setLocalStateField('user', { name: `Person ${person}` })
    client.write(`person ${person}`)
  })

  const movers = crowd.slice(0, MOVERS)
  for (let move = 1; move <= MOVES; move += 1) {
    for (const mover of movers) mover.provider.awareness.setLocalStateField('cursor', { move })
    await new Promise((resolve) => setTimeout(resolve, MOVE_EVERY_MS))
  }

  const named = (client: ForeignClient) =>
    [...client.provider.awareness.getStates().values()].filter((state) => state.user !== undefined).length
  await eventually(
    'everybody sees everybody',
    () => crowd.every((client) => named(client) === PEOPLE),
    30_000,
  )
  await eventually(
    'everybody sees the last move of every cursor',
    () =>
      crowd.every((client) =>
        movers.every(
          (mover) => client.provider.awareness.getStates().get(mover.doc.clientID)?.cursor?.move === MOVES,
        ),
      ),
    30_000,
  )
  await eventually(
    'all words reach all',
    () => crowd.every((client) => client.paragraphs().length === PEOPLE),
    30_000,
  )
  const first = crowd[0]?.paragraphs()
  expect(crowd.filter((client) => client.paragraphs().join() !== first?.join())).toEqual([])
  expect(crowd.reduce((sum, client) => sum + client.losses(), 0)).toBe(0)
})
