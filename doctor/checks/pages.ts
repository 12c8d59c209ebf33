/** D05 and D06: the page as a browser opens it, who signs it, and what the app says of itself. */
import { brandsOf as brandsIn } from '../../proxy-configs/brands.ts'
import type { Outcome } from '../wire/ask.ts'
import { headerIn } from '../wire/http-head.ts'
import type { Finding, Look, Marks, Observed } from './check.ts'
import { inWords, judged } from './finding.ts'
import type { Site } from './site.ts'
import { answerOf, evidenceOf, fromApp, textOf } from './words.ts'

export const page: Look = async (site) => {
  const { dialect } = site
  const path = dialect.page?.(site.room) ?? ''
  const answer = await site.get(path)
  const word = fromApp(answer, dialect, '200 app')
  const evidence = [evidenceOf(`GET ${site.base}${path}`, answer)]
  const script = dialect.name === 'holdfast' ? await scriptOf(site, path, answer) : undefined
  if (script !== undefined) evidence.push(evidenceOf(`GET ${script.path}`, script.outcome))
  const observed: Observed = {
    page: word,
    ...(dialect.name === 'holdfast' && {
      script: script === undefined ? 'no page' : answerOf(script.outcome, dialect),
    }),
  }
  const signed = brandsOf(answer)
  const by = signed.length === 0 ? '' : `, signed by ${signed.join(' and ')}`
  const scriptWord = observed.script
  const bad =
    word === '200 app' && scriptWord !== undefined
      ? `the page comes and its script does not: ${inWords(scriptWord)}`
      : `no page of the app comes: ${inWords(word)}`
  return judged(
    observed,
    { good: `the page comes${by}`, bad },
    { evidence, marks: { brands: signed, ...tellsOf(answer) } },
  )
}

async function scriptOf(site: Site, path: string, answer: Outcome) {
  if (answer.is === 'unanswered') return undefined
  const source = /<script type="module" src="([^"]+)"/.exec(answer.body.bytes.toString('utf8'))?.[1]
  if (source === undefined) return undefined
  const here = new URL(`${site.base}${path}`, site.url)
  const there = URL.parse(source, here.href)
  if (there === null || there.host !== here.host) return undefined
  const asked = `${there.pathname}${there.search}`
  const outcome = await site.get('', { path: asked })
  return { path: asked, outcome }
}

export function brandsOf(outcome: Outcome): readonly string[] {
  if (outcome.is === 'unanswered') return []
  return brandsIn((name) => headerIn(outcome.headers, name), textOf(outcome))
}

/** What a refusal asks of the visitor; it tells faults apart that answer with the same status. */
export function tellsOf(outcome: Outcome): Marks {
  if (outcome.is === 'unanswered') return {}
  const challenge = headerIn(outcome.headers, 'www-authenticate')
  const location = headerIn(outcome.headers, 'location')
  const tells = [
    ...(challenge === undefined ? [] : ['asks for a password']),
    ...(location === undefined ? [] : [redirectOf(location)]),
  ]
  return tells.length === 0 ? {} : { tells }
}

const redirectOf = (location: string): string =>
  location.startsWith('https://') ? 'redirects to https' : 'redirects elsewhere'

export const health: Look = async (site): Promise<Finding> => {
  const { dialect, base } = site
  const path = dialect.health ?? ''
  const answer = await site.get(path)
  const word = fromApp(answer, dialect, '200 app')
  return judged(
    { health: word },
    {
      good: 'the app says it is well; that proves nothing of the WebSocket',
      bad: `the app does not say that it is well: ${inWords(word)}`,
    },
    { evidence: [evidenceOf(`GET ${base}${path}`, answer)], marks: { brands: brandsOf(answer) } },
  )
}
