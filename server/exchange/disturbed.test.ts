import { afterEach, expect, test } from 'vitest'
import { createRandom } from '../storage/random.ts'
import { type Client, openSide, type TestSide } from './test-side.ts'

let side: TestSide
afterEach(() => side.close())

/** Sends what waits; a lost answer is followed by the same body again, as a client does. */
async function send(client: Client, lost: boolean): Promise<readonly number[]> {
  const body = Buffer.concat(client.unsent.splice(0))
  if (body.length === 0) return []
  const first = await side.post('pad', `cursor=${client.cursor}`, body)
  if (!lost) return first.acknowledgement?.withoutEffect ?? []
  const again = await side.post('pad', `cursor=${client.cursor}&retry=1`, body)
  expect(again.acknowledgement?.count).toBe(first.acknowledgement?.count)
  return again.acknowledgement?.withoutEffect ?? []
}

test.each([1, 2, 3, 4, 5])(
  '[EX9] edits, lost answers and repeats in any order end in one text with every character once (seed %i)',
  async (seed) => {
    side = await openSide()
    const random = createRandom(seed)
    const peer = await side.stage.actor('pad')
    const clients = [await side.client('pad'), await side.client('pad'), await side.client('pad')]
    const docs = [peer.doc, ...clients.map(({ doc }) => doc)]
    const named: number[] = []
    let written = 0
    let failing = false
    for (let round = 0; round < 120; round += 1) {
      const client = clients[random.below(3)] as Client
      const what = random.below(6)
      if (what <= 2) {
        const text = docs[random.below(4)]?.getText('t')
        text?.insert(random.below(text.length + 1), String.fromCodePoint(0x4e00 + written))
        written += 1
      } else if (what === 3 && !failing) {
        named.push(...(await send(client, random.chance(0.3))))
      } else if (what === 4) {
        await client.poll(0, random.chance(0.3))
      } else {
        failing = random.chance(0.3)
        side.stage.refuseWrites(failing)
        await side.stage.pass(failing ? 50 : 6_000)
      }
    }
    side.stage.refuseWrites(false)
    await side.stage.pass(6_000)
    for (const client of clients) named.push(...(await send(client, true)))
    await side.stage.settle()
    for (const client of clients) await client.poll()
    const texts = docs.map((doc) => doc.getText('t').toString())
    expect(new Set(texts).size).toBe(1)
    expect(new Set(texts[0]).size).toBe(written)
    expect(texts[0]).toHaveLength(written)
    expect(named).toEqual([])
  },
)
