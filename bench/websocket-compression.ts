/**
 * What permessage-deflate (RFC 7692) costs and brings: memory of the server for each connection, bytes to one reader
 * while somebody types and when a long pad is opened, and the server's time. Prints one table, off against on; the
 * ratios in docs/operations/websocket-compression.md come from it. Needs Linux (/proc) and a built server.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { decodeFrames, encodeFrame } from '../protocol/frames.ts'

const PEOPLE = Number(process.env.PEOPLE ?? 300)
const KEYS = Number(process.env.KEYS ?? 1_000)
/** Between two keys: as fast as somebody types in ten windows. */
const KEY_MS = 10
/** Words of the long pad; some 300 kB of text. */
const WORDS = 50_000

interface Figures {
  /** Resident bytes of the server for each idle connection, and after the typing. */
  readonly idleMemory: number
  readonly usedMemory: number
  /** Bytes that one reader received: while somebody typed, and for opening a long pad. */
  readonly typed: number
  readonly opened: number
  /** Milliseconds of the server's processor time while somebody typed. */
  readonly work: number
}

async function startServer(
  compression: 'on' | 'off',
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      HOLDFAST_STORAGE: 'memory',
      HOLDFAST_EXHIBITS: 'off',
      HOLDFAST_COMPRESSION: compression,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const found = /Holdfast is at (http:\S+)/.exec(line)?.[1]
    if (found) return { child, url: found.replace(/^http/, 'ws').replace(/\/$/, '') }
  }
  throw new Error('The server ended before it said where it is. Build it first: npm run build')
}

const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

/** User and system time in milliseconds; the kernel counts hundredths of a second (proc(5), fields 14 and 15). */
function workOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** A client that asks for compression, as browsers do, and counts what comes over the wire. */
async function connect(url: string, pad: string) {
  const socket = new WebSocket(`${url}/collab/${pad}?holdfast=1`, { perMessageDeflate: true })
  let wire: { readonly bytesRead: number } | undefined
  socket.on('upgrade', (response) => {
    wire = response.socket
  })
  let acknowledged = 0
  let updates = 0
  socket.on('message', (data: Buffer) => {
    for (const frame of decodeFrames(data)) {
      if (frame.type === 'acknowledgement') acknowledged = frame.count
      if (frame.type === 'update' || frame.type === 'sync-step-2') updates += 1
    }
  })
  await once(socket, 'open')
  const until = async (done: () => boolean) => {
    while (!done()) await once(socket, 'message')
  }
  return {
    socket,
    send: (frame: Uint8Array) => socket.send(frame),
    acknowledged: (count: number) => until(() => acknowledged >= count),
    updates: (count: number) => until(() => updates >= count),
    read: () => wire?.bytesRead ?? 0,
  }
}

const stepOne = encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function measure(compression: 'on' | 'off'): Promise<Figures> {
  const { child, url } = await startServer(compression)
  const pid = child.pid as number
  try {
    const author = await connect(url, 'typed')
    const before = residentBytes(pid)
    const people = []
    for (let at = 0; at < PEOPLE; at += 1) people.push(await connect(url, 'typed'))
    for (const person of people) person.send(stepOne)
    await Promise.all(people.map((person) => person.updates(1)))
    const idleMemory = (residentBytes(pid) - before) / PEOPLE

    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => author.send(encodeFrame({ type: 'update', update })))
    const [begun, reader] = [workOf(pid), people[0] as (typeof people)[number]]
    const readBefore = reader.read()
    for (let key = 0; key < KEYS; key += 1) {
      doc.getText('t').insert(key, 'the quick brown fox '[key % 20] as string)
      await pause(KEY_MS)
    }
    await author.acknowledged(KEYS)
    await Promise.all(people.map((person) => person.updates(KEYS + 1)))
    const [typed, work] = [reader.read() - readBefore, workOf(pid) - begun]
    const usedMemory = (residentBytes(pid) - before) / PEOPLE

    const long = new Y.Doc()
    const words = Array.from({ length: WORDS }, (_, at) => `word${(at * 7919) % 3001}`)
    for (let at = 0; at < WORDS; at += 50)
      long.getText('t').insert(0, `${words.slice(at, at + 50).join(' ')}\n`)
    const writer = await connect(url, 'long')
    writer.send(encodeFrame({ type: 'update', update: Y.encodeStateAsUpdate(long) }))
    await writer.acknowledged(1)
    const visitor = await connect(url, 'long')
    const opening = visitor.read()
    visitor.send(stepOne)
    await visitor.updates(1)
    const opened = visitor.read() - opening
    for (const { socket } of [author, writer, visitor, ...people]) socket.terminate()
    return { idleMemory, usedMemory, typed, opened, work }
  } finally {
    child.kill()
    await once(child, 'exit')
  }
}

const off = await measure('off')
const on = await measure('on')
const row = (name: string, of: (figures: Figures) => number, unit: string) =>
  console.log(
    `${name.padEnd(44)} ${Math.round(of(off)).toString().padStart(9)} ${Math.round(of(on)).toString().padStart(9)} ${unit.padEnd(6)} ${(of(on) / of(off)).toFixed(2)}`,
  )
console.log(`${PEOPLE} connections, ${KEYS} keys`)
console.log(`${''.padEnd(44)} ${'off'.padStart(9)} ${'on'.padStart(9)} ${''.padEnd(6)} on/off`)
row('memory of an idle connection', ({ idleMemory }) => idleMemory, 'bytes')
row('memory of a connection after the typing', ({ usedMemory }) => usedMemory, 'bytes')
row('to one reader while somebody types', ({ typed }) => typed, 'bytes')
row('to one reader who opens a long pad', ({ opened }) => opened, 'bytes')
row('processor time of the server while typing', ({ work }) => work, 'ms')
