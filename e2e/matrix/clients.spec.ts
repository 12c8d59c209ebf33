/**
 * Each client behind each fault, in a real browser, on the real proxy: what its record promises is what two people
 * see. CI takes one fault of each symptom and culprit; HOLDFAST_MATRIX=full takes all. What stood on each screen at
 * the end is kept as a picture.
 */
import { expect } from '@playwright/test'
import { ALL_WELL, type Fault, type Stories, type Way } from '../../proxy-configs/fault.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { test } from '../proxies/apps-fixture.ts'
import { chosenFaults, isChosen, representatives } from '../proxies/chosen.ts'
import { contextFor } from '../proxies/context.ts'
import { gather } from '../proxies/observe.ts'
import { startWay } from '../proxies/start-way.ts'
import { createPeople } from '../stories/people.ts'
import { CLIENTS, TELL } from './clients.ts'
import { picturesOf, record } from './record.ts'

const isFull = process.env.HOLDFAST_MATRIX === 'full'

/** The tests' timeouts are a thirtieth of the real ones, and so is the heartbeat that has to outrun them. */
const HEARTBEAT = { HOLDFAST_HEARTBEAT_PING: '500' }

interface Case {
  readonly id: string
  readonly way: Way
  readonly stories: Stories
  readonly orByChance?: Stories
  readonly clients: readonly (keyof Stories)[]
}

/**
 * The exhibits are there to show one symptom; behind the others the product alone has something to promise, and
 * where no pad opens the wire says all of it.
 */
const clientsAt = ({ symptom, stories }: Fault): Case['clients'] => {
  if (isFull) return CLIENTS
  if (stories.holdfast === 'none') return []
  return symptom === 'invisible' ? CLIENTS : ['holdfast']
}

const faults: readonly Case[] = (isFull ? chosenFaults() : representatives(chosenFaults())).map((fault) => ({
  ...fault,
  clients: clientsAt(fault),
}))
const goods: readonly Case[] = GOOD_WAYS.filter(
  (good) => isChosen(good) && (isFull || !good.id.includes('-')),
).map(({ id, way }) => ({ id, way, stories: ALL_WELL, clients: CLIENTS }))

for (const { id, way, stories, orByChance = stories, clients } of [...goods, ...faults]) {
  for (const client of clients) {
    test(`[PX14] ${id}: ${client}`, async ({ browser, browserName, apps }) => {
      const stand = await startWay({ ...way, environment: { ...HEARTBEAT, ...way.environment } }, apps)
      const crowd = await gather(stand)
      const people = createPeople(browser, { context: contextFor(stand) })
      try {
        const title = `${id} ${client} ${Math.random().toString(36).slice(2, 8)}`
        const seen = await TELL[client]({ people, baseUrl: stand.url, direct: stand.direct, title })
        const pictures = await picturesOf(people.all(), `${id}.${client}.${browserName}`)
        const promised = [stories[client], orByChance[client]]
        const expected = promised.find((each) => each === seen) ?? stories[client]
        record({ id, column: client, browser: browserName, expected, seen, pictures })
        expect(promised).toContain(seen)
      } finally {
        await people.close()
        for (const line of crowd) line?.end()
        await stand.close()
      }
    })
  }
}
