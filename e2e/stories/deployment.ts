/**
 * The stories told against a Holdfast that somebody else deployed, behind proxies nobody here controls. The real
 * client has to work there, whatever stands in between. What the exhibits do depends on the line; they have to do
 * what the real client said of it: that makes each a witness of the other. Judges outcomes; tells no story itself.
 */
import type { Browser } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad } from '../harness/fixtures.ts'
import { holdfastClient } from './holdfast-client.ts'
import { invisibleContent } from './invisible-content.ts'
import { LEFT_OUT } from './left-out.ts'
import { type InvisibleContentOutcome, inWords, type ReconnectOutcome } from './outcome.ts'
import { createPeople, type People } from './people.ts'
import { fiveAttemptsClient, openedByHoldfast, reconnectTimedOut } from './reconnect-timed-out.ts'
import { socketOnlyClient } from './socket-only-client.ts'

export interface DeploymentCounts {
  readonly passed: number
  readonly failed: number
  readonly leftOut: number
}

export interface DeploymentDeps {
  readonly browser: Browser
  say(line: string): void
  random(): number
}

const EXHIBITS_OFF = 'this deployment answers 404 at /exhibits/ (HOLDFAST_EXHIBITS=off)'
const TEXT = 'No anchoring in the fairway.'

export async function tellStories(baseUrl: string, deps: DeploymentDeps): Promise<DeploymentCounts> {
  const { say } = deps
  const made: string[] = []
  const counts = { passed: 0, failed: 0, leftOut: 0 }
  const title = () => `Check of this deployment ${deps.random().toString(36).slice(2, 10)}`

  async function tell(name: string, story: (people: People) => Promise<readonly string[]>): Promise<void> {
    const people = createPeople(deps.browser)
    try {
      const complaints = await story(people)
      counts[complaints.length === 0 ? 'passed' : 'failed'] += 1
      say(`${complaints.length === 0 ? '✓' : '✕'} ${name}`)
      for (const complaint of complaints) say(`    ${complaint}`)
    } catch (failure) {
      counts.failed += 1
      say(`✕ ${name}\n    the story could not be told to its end: ${String(failure).split('\n')[0]}`)
    } finally {
      await people.close()
    }
  }

  const contentOf = async (people: People, client: typeof holdfastClient) => {
    const outcome = await invisibleContent(people, { baseUrl, client, title: title() })
    if (outcome.padId !== undefined) made.push(outcome.padId)
    return outcome
  }
  const openingOf = async (people: People, client: typeof openedByHoldfast) => {
    const pad = { title: title(), text: TEXT }
    const { id } = await createPad(baseUrl, { title: pad.title, markdown: pad.text })
    made.push(id)
    return reconnectTimedOut(people, { baseUrl, client, pad: { ...pad, id } })
  }

  /** What the real client said of the line; undefined until it was heard. */
  let blocked: boolean | undefined
  say(`Telling the stories against ${baseUrl}`)
  await tell('two people, one pad, the real client', async (people) => {
    const outcome = await contentOf(people, holdfastClient)
    blocked = outcome.ada.tells.includes(en.status.liveByHttp)
    return notBoth(outcome)
  })
  await tell('one person, a pad that exists, the real client', async (people) =>
    notWorking(await openingOf(people, openedByHoldfast)),
  )
  say(`    the real client says: ${blocked ? en.status.liveByHttp : en.status.live}`)

  const exhibits: readonly (readonly [string, (people: People) => Promise<readonly string[]>])[] = [
    [
      'two people, one pad, the exhibit “socket only”',
      async (people) => asTheLineIs(notBoth(await contentOf(people, socketOnlyClient)), blocked === true),
    ],
    [
      'one person, a pad that exists, the exhibit “five attempts”',
      async (people) => {
        const client = fiveAttemptsClient({ polling: false, hurry: true })
        return asTheLineIs(notWorking(await openingOf(people, client)), blocked === true)
      },
    ],
    [
      'the same with polling allowed',
      async (people) => {
        const client = fiveAttemptsClient({ polling: true, hurry: false })
        return notWorking(await openingOf(people, client))
      },
    ],
  ]
  const off = (await fetch(`${baseUrl}/exhibits/`)).status === 404
  for (const [name, story] of exhibits) {
    if (!off) await tell(name, story)
    else {
      counts.leftOut += 1
      say(`– ${name}: left out, ${EXHIBITS_OFF}`)
    }
  }
  for (const [folder, why] of Object.entries(LEFT_OUT)) say(`– ${folder}: left out, ${why}`)

  for (const id of made) {
    const { status } = await fetch(`${baseUrl}/api/pads/${id}`, { method: 'DELETE' })
    if (status !== 200) say(`! the pad ${id} was not deleted: the server answered ${status}`)
  }
  return counts
}

/** An exhibit fails exactly where the real client says that WebSocket is blocked. */
function asTheLineIs(complaints: readonly string[], blocked: boolean): readonly string[] {
  if (complaints.length > 0 === blocked) return []
  return blocked
    ? ['the real client says that WebSocket is blocked, and yet this works']
    : ['the real client says that WebSocket is open, and yet:', ...complaints]
}

function notBoth(outcome: InvisibleContentOutcome): readonly string[] {
  if (outcome.padId === undefined) return [`the pad could not be made: ${inWords(outcome.ada.page)}`]
  const complaints = outcome.titleInList ? [] : ['the title is not in the list']
  for (const [name, seen] of [
    ['Ada', outcome.ada],
    ['Bert', outcome.bert],
  ] as const) {
    if (seen.page.is !== 'loads') complaints.push(`${name}: ${inWords(seen.page)}`)
    if (seen.sees !== 'both') complaints.push(`${name} reads ${seen.sees}, and “${seen.says}”`)
    if (seen.afterReload !== 'both') complaints.push(`${name} reads ${seen.afterReload} after a reload`)
    complaints.push(...(complaints.length > 0 ? seen.socketFailures : []))
  }
  return complaints
}

function notWorking(outcome: ReconnectOutcome): readonly string[] {
  if (outcome.page.is !== 'loads') return [inWords(outcome.page)]
  if (outcome.ended === 'works' && outcome.seesText && outcome.writes) return []
  return [
    `it ${outcome.ended === 'works' ? 'opens' : `ends as “${outcome.ended}”`}, the text ${outcome.seesText ? 'comes' : 'does not come'}, ` +
      `what is written ${outcome.writes ? 'arrives' : 'does not arrive'}, and the page says “${outcome.says}”`,
    ...outcome.socketFailures,
  ]
}
