/**
 * D16, D20 and D24: whether connections that each look perfect reach the same state. Two nodes without it cannot be
 * found out by any single connection.
 */
import { holds, STEP_ONE } from '../dialects/yjs-bytes.ts'
import { carries, isStepTwo } from '../dialects/yjs-sync.ts'
import type { OpenSocket } from '../wire/websocket.ts'
import type { Evidence, Finding, Look } from './check.ts'
import { judged } from './finding.ts'
import type { Site } from './site.ts'
import { noSocket, writeText } from './talk.ts'
import { answerOf, evidenceOf } from './words.ts'

/** Enough that they do not all reach the same of two nodes by chance. */
const CONNECTIONS = 4

/** Yjs servers fan an update out to everybody else; some echo it, too. */
const reads = (text: string) =>
  carries((frame) => (frame.type === 'update' || frame.type === 'sync-step-2') && holds(frame.update, text))

/** Joined, so that what others write from now on has to arrive. */
async function join(site: Site, room: string): Promise<OpenSocket | undefined> {
  const { socket } = await site.open(room)
  if (socket === undefined) return undefined
  socket.send(STEP_ONE)
  await socket.message(isStepTwo, site.options.patience)
  return socket
}

export const sharedState: Look = async (site): Promise<Finding> => {
  const isYjs = site.dialect.name === 'holdfast'
  if (!isYjs || site.options.readOnly) return opensOften(site)
  const room = site.name()
  const lines: OpenSocket[] = []
  // One after the other, as a balancer deals them out.
  for (let count = 0; count < CONNECTIONS; count += 1) {
    const line = await join(site, room)
    if (line !== undefined) lines.push(line)
  }
  try {
    if (lines.length < 2)
      return noSocket([{ sent: `${CONNECTIONS} sockets`, received: `${lines.length} opened` }])
    const [writer, ...readers] = lines as [OpenSocket, ...OpenSocket[]]
    const marker = site.name()
    await writeText(site, writer, room, marker)
    const got = await Promise.all(
      readers.map(async (line) => (await line.message(reads(marker), site.options.patience)) !== undefined),
    )
    const count = got.filter(Boolean).length
    if (count < readers.length && lines.some(({ ended }) => ended !== undefined)) {
      const summary = 'a socket was cut before it could read what another one wrote'
      return {
        status: 'inconclusive',
        summary,
        evidence: [{ sent: 'one of them writes', received: summary }],
      }
    }
    const evidence = [
      {
        sent: `one of ${lines.length} sockets of a pad writes`,
        received: `${count} of ${readers.length} others read it`,
      },
    ]
    return judged(
      { together: count === readers.length ? 'together' : 'apart' },
      {
        good: `${lines.length} connections to one pad reach the same pad`,
        bad: `${lines.length} connections to one pad do not reach the same pad: nodes that share nothing stand behind the address`,
      },
      { evidence },
    )
  } finally {
    for (const line of lines) line.end()
  }
}

/** Of an app whose documents are not to be touched: at least every connection is answered. */
async function opensOften(site: Site): Promise<Finding> {
  const evidence: Evidence[] = []
  let answered = 0
  for (let count = 0; count < CONNECTIONS; count += 1) {
    const { socket, shaken } = await site.open()
    evidence.push(evidenceOf(`handshake ${count + 1}`, shaken.outcome))
    if (socket === undefined) continue
    const { answers } = await site.dialect.speak(socket, site.room, site.options.patience)
    if (answers) answered += 1
    socket.end()
  }
  if (answered < CONNECTIONS) {
    const summary = `of ${CONNECTIONS} connections in a row ${answered} were answered: one of several nodes may be broken`
    return { status: 'warn', summary, evidence }
  }
  const summary = `${CONNECTIONS} connections in a row are answered; whether they share their state, --two-user tells`
  return { status: 'pass', summary, evidence }
}

/** A session that was opened at one node is unknown to another (engine.io, code 1). */
export const polling: Look = async (site): Promise<Finding> => {
  const { polling } = site.dialect
  if (polling === undefined) throw new Error('only asked of an app that polls')
  const evidence: Evidence[] = []
  let lost = 0
  let opened = 0
  for (let count = 0; count < CONNECTIONS; count += 1) {
    const open = await site.get(polling.open)
    const sid = open.is === 'answered' ? polling.sid(open) : undefined
    evidence.push(evidenceOf(`polling handshake ${count + 1}`, open))
    if (sid === undefined) continue
    opened += 1
    const again = await site.get(`${polling.open}&sid=${encodeURIComponent(sid)}`, {
      method: 'POST',
      headers: [['Content-Type', 'text/plain;charset=UTF-8']],
      body: Buffer.from('40'),
    })
    evidence.push(evidenceOf('the same session, asked again', again))
    if (answerOf(again, site.dialect) !== '200 app') lost += 1
  }
  const observed = {
    exchange: opened === CONNECTIONS ? '200 app' : answerOf(await site.get(polling.open), site.dialect),
  } as const
  if (opened < CONNECTIONS) {
    return judged(observed, { good: 'polling opens', bad: 'polling does not open either' }, { evidence })
  }
  if (lost > 0) {
    const summary = `${lost} of ${opened} polling sessions were unknown when asked again: requests of one visitor reach different nodes. Keep a visitor at one node`
    return { status: 'fail', summary, evidence, observed }
  }
  return { status: 'pass', summary: 'polling works, and its sessions are found again', evidence, observed }
}

export const twoPeople: Look = async (site): Promise<Finding> => {
  const room = site.name()
  const [fromA, fromB] = [site.name(), site.name()]
  const [a, b] = [await join(site, room), await join(site, room)]
  const lines = [a, b]
  try {
    if (a === undefined || b === undefined)
      return noSocket([{ sent: 'two sockets', received: 'not both opened' }])
    await writeText(site, a, room, fromA)
    const bReads = (await b.message(reads(fromA), site.options.patience)) !== undefined
    await writeText(site, b, room, fromB)
    const aReads = (await a.message(reads(fromB), site.options.patience)) !== undefined
    const c = await join(site, room)
    lines.push(c)
    const late = c !== undefined && (await readsBoth(c, [fromA, fromB], site.options.patience))
    const evidence = [
      { sent: 'A writes', received: bReads ? 'B reads it' : 'B does not read it' },
      { sent: 'B writes', received: aReads ? 'A reads it' : 'A does not read it' },
      { sent: 'C joins', received: late ? 'C reads both' : 'C does not read both' },
    ]
    return judged(
      { together: bReads && aReads && late ? 'together' : 'apart' },
      {
        good: 'A and B read each other, and C, who came later, reads both',
        bad: evidence
          .map(({ received }) => received)
          .filter((each) => each.includes('not'))
          .join('; '),
      },
      { evidence },
    )
  } finally {
    for (const line of lines) line?.end()
  }
}

const readsBoth = async (line: OpenSocket, texts: readonly string[], within: number): Promise<boolean> => {
  const found = await Promise.all(texts.map((text) => line.message(reads(text), within)))
  return found.every((message) => message !== undefined)
}
