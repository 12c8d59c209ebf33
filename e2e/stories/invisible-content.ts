/**
 * The story this product exists for. Ada makes a pad and writes; Bert reads its title in the list, opens it and
 * writes too; who reads what? It is told of any client and of any way to the server, and judges nothing.
 *
 * That one never sees the other's words is not proven by waiting. Bert's words are in his browser's storage; all
 * he can do to get them further was done and came to its end; after that Ada asked the server once more, and read
 * its answer. What was not there then had no way left to come.
 */
import { en } from '../../protocol/words/en.ts'
import { type EditingClient, padIdOf, type Standing } from './client.ts'
import type { InvisibleContentOutcome, PageLoad, SeenBy, Sight } from './outcome.ts'
import type { People, StoryPerson } from './people.ts'
import { appears, SETTLES_MS } from './waiting.ts'

export interface InvisibleContentOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly client: EditingClient
  /** Not used by any other pad. */
  readonly title: string
  /** Where this program itself asks what is stored, when it does not know the names that the browser knows. */
  readonly askAt?: string
}

const WORDS = { ada: 'The first ferry leaves at six.', bert: 'And the last one at midnight.' } as const
type Who = keyof typeof WORDS

const NOTHING: SeenBy = {
  page: { is: 'nothing', because: 'the story did not get this far' },
  onOpening: 'nothing',
  sees: 'nothing',
  afterReload: 'nothing',
  says: '',
  tells: '',
  socketFailures: [],
  socketOpened: false,
  closeCode: undefined,
  sent: [],
}

export async function invisibleContent(
  people: People,
  { baseUrl, client, title, askAt = baseUrl }: InvisibleContentOptions,
): Promise<InvisibleContentOutcome> {
  const [ada, bert] = [await people.person('Ada'), await people.person('Bert')]
  const adaLoads = await client.create(ada, baseUrl, title)
  const padId = padIdOf(ada)
  if (adaLoads.is !== 'loads' || padId === undefined) {
    const health = await statusOf(`${askAt}/live/health`)
    return {
      client: client.name,
      padId,
      ada: { ...NOTHING, page: adaLoads },
      bert: NOTHING,
      titleInList: false,
      stored: undefined,
      health,
    }
  }
  const standing = new Map<StoryPerson, Standing>([[ada, await client.settle(ada)]])
  if (standing.get(ada) !== 'waiting') await client.write(ada, WORDS.ada)

  const titleInList = await readsTitle(bert, baseUrl, title)
  const bertLoads = await client.open(bert, baseUrl, padId, title)
  standing.set(bert, bertLoads.is === 'loads' ? await client.settle(bert) : 'waiting')
  const onOpening = await sight(client, bert, 'bert', standing, ['ada'])
  await people.moment('bert-opens')
  if (standing.get(bert) !== 'waiting') await client.write(bert, WORDS.bert)
  await client.insist(bert)
  await client.insist(ada)

  const seenByAda = await sight(client, ada, 'ada', standing)
  const seenByBert = await sight(client, bert, 'bert', standing)
  const saidTo = new Map([
    [ada, await client.says(ada)],
    [bert, await client.says(bert)],
  ])
  await people.moment('both-wrote')

  const again = async (who: StoryPerson, name: Who): Promise<Sight> => {
    const load = await who.reload()
    standing.set(who, load.is === 'loads' ? await client.settle(who) : 'waiting')
    return sight(client, who, name, standing)
  }
  const adaAgain = await again(ada, 'ada')
  const bertAgain = await again(bert, 'bert')
  await people.moment('reloaded')

  const seen = (who: StoryPerson, page: PageLoad, sees: Sight, afterReload: Sight): SeenBy => ({
    ...NOTHING,
    ...who.traces(),
    ...saidTo.get(who),
    page,
    sees,
    afterReload,
  })
  return {
    client: client.name,
    padId,
    ada: seen(ada, adaLoads, seenByAda, adaAgain),
    bert: { ...seen(bert, bertLoads, seenByBert, bertAgain), onOpening },
    titleInList,
    stored: await textAt(`${askAt}/api/pads/${padId}/export?format=txt`),
    health: await statusOf(`${askAt}/live/health`),
  }
}

/** In a page that is live, words may still be on their way; in one that is not, everything was awaited before. */
async function sight(
  client: EditingClient,
  who: StoryPerson,
  name: Who,
  standing: ReadonlyMap<StoryPerson, Standing>,
  expected: readonly Who[] = ['ada', 'bert'],
): Promise<Sight> {
  const read = async () => {
    const text = await client.text(who)
    return { ada: text.includes(WORDS.ada), bert: text.includes(WORDS.bert) }
  }
  const everybodyLive = [...standing.values()].every((each) => each === 'live')
  const until = Date.now() + (everybodyLive ? SETTLES_MS : 0)
  let found = await read()
  while (!expected.every((each) => found[each]) && Date.now() < until) {
    await who.page.evaluate(() => new Promise(requestAnimationFrame))
    found = await read()
  }
  const own = found[name]
  const other = found[name === 'ada' ? 'bert' : 'ada']
  if (own && other) return 'both'
  return own ? 'only-own' : other ? 'only-other' : 'nothing'
}

async function readsTitle(who: StoryPerson, baseUrl: string, title: string): Promise<boolean> {
  if ((await who.goTo(`${baseUrl}/`)).is !== 'loads') return false
  const search = who.page.getByLabel(en.list.searchLabel)
  // The list is whole without its script too; only then nobody can search it.
  if (await appears(search)) await search.fill(title)
  return appears(who.page.getByRole('link', { name: title }))
}

const statusOf = (url: string): Promise<number | undefined> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer()
      return response.status
    },
    () => undefined,
  )

const textAt = (url: string): Promise<string | undefined> =>
  fetch(url).then(
    (response) => (response.ok ? response.text() : undefined),
    () => undefined,
  )
