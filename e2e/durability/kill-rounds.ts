/**
 * Kills a server again and again while people write, and compares what it had called durable with what is there
 * after it came back. The same rounds run against the real server and against one that lies.
 */
import * as Y from 'yjs'
import { type AcknowledgedWriter, openAcknowledgedWriter } from '../harness/acknowledged-writer.ts'
import { eventually } from '../harness/eventually.ts'
import { paragraphsOf } from '../harness/foreign-client.ts'
import { type PadServer, type PadServerOptions, startPadServer } from '../harness/pad-server.ts'
import { createRandom, type Random } from '../harness/random.ts'

export interface KillReport {
  readonly rounds: number
  /** Edits the server had called durable, over all rounds. */
  readonly acknowledged: number
  /** Edits that were on their way when the server died: either outcome is honest. */
  readonly unacknowledged: number
  /** What was called durable and is not as it was said. */
  readonly lost: readonly string[]
}

export interface KillOptions {
  readonly seed: number
  readonly rounds: number
  readonly server?: PadServerOptions
  /** Stop as soon as something was lost: enough to know. */
  readonly untilLost?: boolean
}

const PADS = ['ferry', 'harbour', 'lock']
const WRITERS_PER_PAD = 2
const LONGEST_ROUND_MS = 250

interface Expected {
  readonly pad: string
  readonly present: Set<string>
  readonly absent: Set<string>
}

export async function killRounds(options: KillOptions): Promise<KillReport> {
  const random = createRandom(options.seed)
  const server = await startPadServer(options.server)
  const expected = PADS.map((pad): Expected => ({ pad, present: new Set(), absent: new Set() }))
  const titles = new Map<string, string>()
  const lost: string[] = []
  let acknowledged = 0
  let unacknowledged = 0
  let round = 0
  try {
    for (round = 1; round <= options.rounds; round += 1) {
      const writers = await writeUntilKilled(server, random, round, titles)
      for (const { pad, writer } of writers) {
        const { sent, acknowledged: counted } = writer.frames()
        acknowledged += counted
        unacknowledged += sent - counted
        const books = expected.find((entry) => entry.pad === pad) as Expected
        for (const word of writer.durable()) books.present.add(word)
        for (const word of writer.gone()) books.absent.add(word)
      }
      await server.start()
      lost.push(...(await compare(server, expected, titles)).map((line) => `round ${round}: ${line}`))
      if (options.untilLost === true && lost.length > 0) break
    }
  } finally {
    await server.close()
  }
  return { rounds: Math.min(round, options.rounds), acknowledged, unacknowledged, lost }
}

/** One round: everybody writes at their own pace, and the server dies in the middle of it. */
async function writeUntilKilled(
  server: PadServer,
  random: Random,
  round: number,
  titles: Map<string, string>,
) {
  const writers: { pad: string; writer: AcknowledgedWriter }[] = []
  for (const pad of PADS) {
    for (let index = 0; index < WRITERS_PER_PAD; index += 1) {
      writers.push({ pad, writer: openAcknowledgedWriter(server.url, pad) })
    }
  }
  await Promise.all(writers.map(({ writer }) => writer.ready()))

  let running = true
  const pause = () => new Promise((resolve) => setTimeout(resolve, random.below(8)))
  const write = async (writer: AcknowledgedWriter, name: string) => {
    for (let count = 1; running; count += 1) {
      if (random.next() > 0.2 || !writer.deleteOne((limit) => random.below(limit))) {
        writer.insert(`${name}-${count}`)
      }
      await pause()
    }
  }
  const writing = writers.map(({ writer }, index) => write(writer, `r${round}w${index}`))
  const creating = createPads(server, round, titles, () => running)
  // A round in which nothing was acknowledged would prove nothing.
  await eventually('the first acknowledgement', () =>
    writers.some(({ writer }) => writer.frames().acknowledged > 1),
  )
  await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_ROUND_MS)))
  await server.kill()
  running = false
  await Promise.all([...writing, creating])
  for (const { writer } of writers) writer.close()
  return writers
}

/** Pads made by HTTP: 201 is a promise too. */
async function createPads(
  server: PadServer,
  round: number,
  titles: Map<string, string>,
  running: () => boolean,
) {
  for (let count = 1; running(); count += 1) {
    const title = `Round ${round}, pad ${count}`
    try {
      const response = await fetch(`${server.url}/api/pads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title, markdown: `Text of ${title}.` }),
      })
      const pad = (await response.json()) as { id: string }
      if (response.status === 201) titles.set(pad.id, title)
    } catch {
      return // The server died under this request: it promised nothing.
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function compare(
  server: PadServer,
  expected: readonly Expected[],
  titles: ReadonlyMap<string, string>,
) {
  const lost: string[] = []
  for (const { pad, present, absent } of expected) {
    const response = await fetch(`${server.url}/api/pads/${pad}/export?format=yjs`)
    const doc = new Y.Doc()
    if (response.ok) Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
    const words = new Set(paragraphsOf(doc))
    for (const word of present) if (!words.has(word)) lost.push(`${pad}: "${word}" is missing`)
    for (const word of absent) if (words.has(word)) lost.push(`${pad}: "${word}" came back`)
    doc.destroy()
  }
  for (const [id, title] of titles) {
    const response = await fetch(`${server.url}/api/pads/${id}/export?format=txt`)
    const text = response.ok ? await response.text() : ''
    if (!text.includes(`Text of ${title}.`)) lost.push(`created pad ${id} (${title}) is missing`)
  }
  return lost
}
