/**
 * One run of the convergence fuzz: two to four pages with the client's own session and connection, the server's
 * own rooms and exchange, and between them whatever the seed brings. Afterwards the network is good and quiet.
 * Answers what was wrong, in sentences; nothing when all is well.
 */
import type { Text } from 'yjs'
import type { PageEvents } from '../../../client/connection/page-events.ts'
import { platformTimers } from '../../../client/connection/timers.ts'
import { createPadSession, type PadSession } from '../../../client/session/pad-session.ts'
import type { PadStatus } from '../../../client/session/status.ts'
import { createRandom, type Random } from '../../harness/random.ts'
import { createPlayedNetwork, type PlayedNetwork } from './played-network.ts'
import { playRandomness, stopPlayingRandomness } from './played-randomness.ts'
import { createPlayedServer, type PlayedServer } from './played-server.ts'
import { pass, playTime, stopPlaying } from './played-time.ts'
import { createTrace } from './trace.ts'

export interface Outcome {
  readonly wrong: readonly string[]
  /** What happened, for whoever looks into a failure. */
  readonly story: readonly string[]
  readonly edits: number
  readonly changesOfTransport: number
  /** Equal for equal runs: every byte on every line, when it arrived, and what was said about it. */
  readonly trace: string
}

interface Actor {
  readonly name: string
  readonly session: PadSession
  readonly title: Text
  readonly network: PlayedNetwork
  status: PadStatus | undefined
  others: number
  /** Characters written or deleted here that no "saved" has covered yet. */
  readonly inserted: Set<string>
  readonly deleted: Set<string>
  tellPage(event: 'online' | 'offline' | 'pageshow', hidden?: boolean): void
}

const PAD = 'pad'
/** A page that is hidden comes by every 20 s; everything else is faster. */
const QUIET_MS = 90_000

export async function runSeed(seed: number, steps = 40): Promise<Outcome> {
  playTime()
  const random = createRandom(seed)
  // A source of its own: how much Yjs draws must not change what happens.
  playRandomness(createRandom(~seed))
  const trace = createTrace(Date.now)
  const server = createPlayedServer(PAD, random)
  const wrong: string[] = []
  const story: string[] = []
  const deletedByAnyone = new Set<string>()
  let written = 0
  let changesOfTransport = 0
  const actors = Array.from({ length: 2 + random.below(3) }, (_, at) => open(at))

  function open(at: number): Actor {
    const network = createPlayedNetwork(server, random, trace)
    const page = playedPage()
    const memory = new Map<string, string>()
    const session = createPadSession(
      {
        page: {
          padId: PAD,
          generation: null,
          sequence: 0,
          title: '',
          base: '/',
          stateUrl: null,
          damage: null,
        },
        state: new Uint8Array(0),
        serverUrl: 'ws://played/collab',
        stateUrl: 'http://played/state',
        fallbackName: 'Guest',
        onStatus: (status) => heard(status),
        onPeople: (_self, others) => {
          actor.others = others.length
        },
      },
      {
        platform: {
          WebSocket: network.WebSocket,
          fetch: network.fetch,
          timers: platformTimers,
          random: random.next,
          randomKey: () => `page-${seed}-${at}-0123456789`,
          memory: {
            getItem: (key) => memory.get(key) ?? null,
            setItem: (key, value) => memory.set(key, value),
            removeItem: (key) => memory.delete(key),
          },
          page,
        },
        // The copies are compared only when an edit was called without effect, and here nobody forges any. What
        // became of a handshake may be asked at any time.
        fetch: (asked) => {
          if (!String(asked).includes('/diagnose/seen/')) {
            wrong.push(`${actor.name} was told that an edit had no effect`)
          }
          return Promise.reject(new TypeError('not played'))
        },
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        deviceOnline: () => true,
      },
    )
    const actor: Actor = {
      name: `page ${at}`,
      session,
      title: session.title,
      network,
      status: undefined,
      others: 0,
      inserted: new Set(),
      deleted: new Set(),
      tellPage: page.tell,
    }
    const heard = (status: PadStatus) => {
      if (actor.status?.transport !== status.transport) {
        changesOfTransport += 1
        note(`${actor.name} by ${status.transport}`)
      }
      actor.status = status
      trace.add(`${actor.name} ${JSON.stringify(status)}`)
      if (status.save === 'saved') checkSaved(actor)
    }
    session.setPerson({ name: actor.name, color: '#336699' } as never)
    session.open()
    return actor
  }

  /** "Saved" was said: everything this page did must be on the disk in this moment. */
  function checkSaved(actor: Actor): void {
    if (actor.inserted.size === 0 && actor.deleted.size === 0) return
    const stored = new Set(server.stored())
    for (const letter of actor.inserted) {
      if (!stored.has(letter) && !deletedByAnyone.has(letter))
        wrong.push(`${actor.name} called "${letter}" saved`)
    }
    for (const letter of actor.deleted) {
      if (stored.has(letter)) wrong.push(`${actor.name} called the deletion of "${letter}" saved`)
    }
    actor.inserted.clear()
    actor.deleted.clear()
  }

  const note = (what: string) => {
    trace.add(what)
    story.push(`${Date.now() - Date.UTC(2026, 0, 1)}: ${what}`)
  }

  function edit(actor: Actor): void {
    const { title } = actor
    if (title.length > 0 && random.below(4) === 0) {
      const at = random.below(title.length)
      const letter = title.toString()[at] as string
      deletedByAnyone.add(letter)
      actor.deleted.add(letter)
      actor.inserted.delete(letter)
      note(`${actor.name} deletes ${letter}`)
      title.delete(at, 1)
    } else {
      const letter = String.fromCodePoint(0x4e00 + written++)
      actor.inserted.add(letter)
      note(`${actor.name} writes ${letter}`)
      title.insert(random.below(title.length + 1), letter)
    }
  }

  for (let step = 0; step < steps; step += 1) {
    const actor = actors[random.below(actors.length)] as Actor
    if (random.below(5) < 3) edit(actor)
    else disturb(actor, server, random, note)
    await pass(random.below(4) === 0 ? random.below(12_000) : random.below(300))
  }
  note('all is well')
  server.start()
  for (const actor of actors) {
    actor.network.set({ network: 'good', webSocket: 'passes' })
    actor.network.loseAnswers(0)
    actor.tellPage('pageshow', false)
  }
  await pass(QUIET_MS)
  const stored = server.stored()
  for (const actor of actors) {
    const text = actor.title.toString()
    if (text !== stored) wrong.push(`${actor.name} ends with "${text}", the disk with "${stored}"`)
    if (actor.status?.save !== 'saved') wrong.push(`${actor.name} ends ${actor.status?.save}`)
    if (actor.status?.line !== 'open') wrong.push(`${actor.name} ends ${JSON.stringify(actor.status)}`)
    if (actor.others !== actors.length - 1) wrong.push(`${actor.name} sees ${actor.others} others`)
  }
  if (new Set(stored).size !== stored.length) wrong.push(`something is doubled in "${stored}"`)
  const expected = written - deletedByAnyone.size
  if (stored.length !== expected) wrong.push(`${stored.length} characters are left instead of ${expected}`)
  wrong.push(...server.alarms)
  for (const { session } of actors) session.close()
  await pass(2_000)
  trace.add(`${stored} ${wrong.join('; ')}`)
  stopPlaying()
  stopPlayingRandomness()
  const edits = written + deletedByAnyone.size
  return { wrong, story, edits, changesOfTransport, trace: trace.digest() }
}

function disturb(actor: Actor, server: PlayedServer, random: Random, note: (what: string) => void): void {
  const { network, name } = actor
  const disturbances: readonly (readonly [string, () => void])[] = [
    [`${name} is reset`, network.reset],
    [`${name} is half-open`, network.halfOpen],
    [`${name} has no network`, () => network.set({ network: 'hangs' })],
    [`${name} is refused`, () => network.set({ network: 'refuses' })],
    [`${name} has network`, () => network.set({ network: 'good' })],
    [`${name} may have no WebSocket`, () => network.set({ webSocket: 'refused' })],
    [`${name} has its WebSockets swallowed`, () => network.set({ webSocket: 'swallowed' })],
    [`${name} may have WebSocket`, () => network.set({ webSocket: 'passes' })],
    [`${name} stalls`, () => network.stall(random.below(12_000))],
    [`${name} loses answers`, () => network.loseAnswers(1 + random.below(4))],
    [`${name} hears that it is online`, () => actor.tellPage('online')],
    [`${name} hears that it is offline`, () => actor.tellPage('offline')],
    [`${name} is hidden`, () => actor.tellPage('pageshow', true)],
    [`${name} is shown`, () => actor.tellPage('pageshow', false)],
    ['the server crashes', server.crash],
    ['the server crashes and starts', () => crashAndStart(server)],
    ['the server stops', server.stop],
    ['the server starts', server.start],
    ['the server starts', server.start],
  ]
  const [what, happen] = disturbances[random.below(disturbances.length)] as (typeof disturbances)[number]
  note(what)
  happen()
}

function crashAndStart(server: PlayedServer): void {
  server.crash()
  server.start()
}

/** As much of a window as the connection listens to. */
function playedPage() {
  const listeners = new Map<string, Set<() => void>>()
  const target = {
    addEventListener: (event: string, call: () => void) => {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(call))
    },
    removeEventListener: (event: string, call: () => void) => void listeners.get(event)?.delete(call),
  }
  const document = { ...target, visibilityState: 'visible' as DocumentVisibilityState }
  return {
    ...target,
    document,
    tell: (event: string, hidden?: boolean) => {
      if (hidden !== undefined) {
        document.visibilityState = hidden ? 'hidden' : 'visible'
        for (const call of listeners.get('visibilitychange') ?? []) call()
      }
      if (hidden !== true) for (const call of listeners.get(event) ?? []) call()
    },
  } as never as PageEvents & { tell(event: string, hidden?: boolean): void }
}
