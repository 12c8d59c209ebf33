/**
 * One person opens a pad that exists. Does its text come, and does what is written then reach the server? Told of
 * any client that gives up, or does not; the verdict is what the page itself said last.
 */
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import type { EditingClient } from './client.ts'
import { exhibitSays, exhibitStatus, exhibitText, recorded } from './exhibit-page.ts'
import { holdfastClient } from './holdfast-client.ts'
import type { PageLoad, ReconnectOutcome } from './outcome.ts'
import type { People, StoryPerson } from './people.ts'
import { appears, SETTLES_MS } from './waiting.ts'

export interface ExistingPad {
  readonly id: string
  readonly title: string
  /** In one paragraph. */
  readonly text: string
}

/** A client as this story uses it. */
export interface OpeningClient extends Pick<EditingClient, 'name' | 'text' | 'says' | 'write'> {
  open(person: StoryPerson, baseUrl: string, pad: ExistingPad): Promise<PageLoad>
  /** Waits until the page has the text or has given up. */
  end(person: StoryPerson): Promise<ReconnectOutcome['ended']>
}

export interface FiveAttemptsOptions {
  /** The control: the same client may begin by plain HTTP. */
  readonly polling: boolean
  /** The page's own clock is moved on between its attempts; every attempt is made all the same. */
  readonly hurry: boolean
}

/** Five waits of at most five seconds, drawn out by half (socket.io's randomizationFactor), and five handshakes of 20. */
const GIVES_UP_WITHIN_MS = 150_000
/** As much of the page's time as passes at once when it is hurried: less than its shortest wait. */
const HURRY_MS = 400

export const fiveAttemptsClient = ({ polling, hurry }: FiveAttemptsOptions): OpeningClient => ({
  name: polling ? 'five-attempts, polling allowed' : 'five-attempts',

  open: async (person, baseUrl, { id }) => {
    if (hurry) await person.page.clock.install()
    return person.goTo(`${baseUrl}/exhibits/five-attempts/${id}${polling ? '?transports=polling' : ''}`)
  },

  end: async (person) => {
    if (!(await appears(recorded(person, 'synced', 'closed', 'timed-out')))) return 'neither'
    const over = recorded(person, 'synced', 'timed-out')
    const until = Date.now() + GIVES_UP_WITHIN_MS
    while (hurry && (await over.count()) === 0 && Date.now() < until) await person.page.clock.runFor(HURRY_MS)
    // A machine too busy to be hurried: the page's time goes on by itself.
    if (hurry && (await over.count()) === 0) await person.page.clock.resume()
    await appears(over, 'visible', GIVES_UP_WITHIN_MS)
    if ((await recorded(person, 'synced').count()) > 0) return 'works'
    return (await exhibitStatus(person).textContent()) === words.status.timedOut ? 'timed-out' : 'neither'
  },

  write: async (person, text) => {
    await exhibitText(person).click()
    await person.page.keyboard.press('Control+End')
    await person.page.keyboard.type(text)
  },

  text: async (person) =>
    (await exhibitText(person).count()) === 1 ? ((await exhibitText(person).textContent()) ?? '') : '',

  says: exhibitSays,
})

export const openedByHoldfast: OpeningClient = {
  ...holdfastClient,
  open: (person, baseUrl, { id }) => person.goTo(`${baseUrl}/p/${id}`),
  end: async (person) => ((await holdfastClient.settle(person)) === 'live' ? 'works' : 'neither'),
}

export interface ReconnectOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly client: OpeningClient
  readonly pad: ExistingPad
  /** Where this program itself asks what is stored, when it does not know the names that the browser knows. */
  readonly askAt?: string
}

const WORDS = ' Written through it.'

export async function reconnectTimedOut(
  people: People,
  { baseUrl, client, pad, askAt = baseUrl }: ReconnectOptions,
): Promise<ReconnectOutcome> {
  const person = await people.person('Ada')
  const page = await client.open(person, baseUrl, pad)
  // A page that still hangs, its clock held, answers nobody who asks what stands on it.
  if (page.is !== 'loads') return { ...NOTHING_SEEN, client: client.name, page, ...person.traces() }
  const ended = await client.end(person)
  const seesText = (await client.text(person)).includes(pad.text)
  await people.moment('ended')
  const writes = ended === 'works' && (await reaches(client, person, askAt, pad))
  const said = await client.says(person)
  return { client: client.name, page, ended, seesText, writes, ...person.traces(), ...said }
}

const NOTHING_SEEN = {
  ended: 'neither',
  seesText: false,
  writes: false,
  says: '',
  tells: '',
  closeCode: undefined,
} as const

async function reaches(
  client: OpeningClient,
  person: StoryPerson,
  askAt: string,
  { id }: ExistingPad,
): Promise<boolean> {
  await client.write(person, WORDS)
  const until = Date.now() + SETTLES_MS
  for (;;) {
    const stored = await (await fetch(`${askAt}/api/pads/${id}/export?format=txt`)).text()
    if (stored.includes(WORDS.trim())) return true
    if (Date.now() > until) return false
    await person.page.evaluate(() => new Promise(requestAnimationFrame))
  }
}
