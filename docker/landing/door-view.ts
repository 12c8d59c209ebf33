/** One door as the landing page shows it: its line, what that means, and the lines that mend it. Pure. */
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'
import { demoEn as words } from '../../protocol/words/en-demo.ts'
import { type Door, proxiesOf } from '../doors.ts'
import { html, type Markup } from './html.ts'
import type { Sight } from './watch.ts'

export type State = keyof typeof words.states

const SIGNS: { readonly [state in State]: string } = {
  looking: '–',
  well: '✓',
  byHttp: '!',
  blocked: '✕',
  partly: '!',
  unreachable: '✕',
  broke: '?',
}

export function stateOf(diagnosis: Diagnosis | undefined): State {
  if (diagnosis === undefined) return 'looking'
  const { verdict, transports } = diagnosis
  if (verdict === 'healthy' || verdict === 'warnings') return 'well'
  if (verdict === 'unreachable') return 'unreachable'
  if (verdict === 'broke') return 'broke'
  if (transports.websocket === 'works') return 'partly'
  return transports.http === 'works' ? 'byHttp' : 'blocked'
}

export const titleOf = (door: Door): string => {
  const names = proxiesOf(door)
  if (names.length === 0) return words.direct
  if (door.choices.length > 0) return words.switched(names)
  return door.fault === undefined ? words.good(names) : words.broken(names)
}

/** The part of a door's row that changes by itself. */
export function renderSight({ door, diagnosis, isLookedAtAnew }: Sight): Markup {
  const state = stateOf(diagnosis)
  const said = isLookedAtAnew ? words.again : words.states[state]
  return html`<p class="state" data-is="${state}"><span class="sign" aria-hidden="true">${SIGNS[state]}</span> ${said}</p>
${diagnosis && renderLine(door, diagnosis)}
${diagnosis && state !== 'well' && renderCause(door, diagnosis)}`
}

function renderLine(door: Door, { line }: Diagnosis): Markup {
  // Proxies that were asked one by one stand in the doctor's line by their addresses.
  const asked = proxiesOf(door).length > 1
  const names = [words.you, ...proxiesOf(door)]
  const nodes = line.nodes.map((node, index) =>
    index === 0 || (asked && index < line.nodes.length - 1) ? (names[index] ?? node) : node,
  )
  const cutAt = line.between.indexOf('cut')
  const cut = cutAt < 0 ? undefined : ([nodes[cutAt] ?? '', nodes[cutAt + 1] ?? ''] as const)
  const hop = (name: string) =>
    html`<span class="hop" data-named="${/ prox/.test(name) ? 'no' : 'yes'}">${name}</span>`
  const way = nodes.map((name, index) => {
    const is = line.between[index - 1]
    return html`${is && stretch(is)}${hop(name)}`
  })
  const under = nodes.length > 2 && cutAt === nodes.length - 2 ? 'second' : 'only'
  return html`<div class="line" role="img" aria-label="${words.line(nodes, cut, line.reason)}">
<div class="way">${way}</div>
${line.reason !== '' && html`<div class="reason" data-under="${under}"><span>${line.reason}</span></div>`}
${line.still === 'live by HTTP' && html`<div class="by-http"><span>${words.byHttp}</span></div>`}
</div>`
}

const CROSS = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 7l10 10M17 7 7 17"/></svg>`

const stretch = (is: Diagnosis['line']['between'][number]): Markup =>
  html`<span class="stretch" data-is="${is}">${is === 'cut' && CROSS}</span>`

function renderCause(door: Door, { headline, next, causes, hops }: Diagnosis): Markup {
  // The doctor names a guilty proxy by the address it was asked at, which nobody can open from here.
  const asked = hops.filter(({ role }) => role !== 'direct').map(({ url }) => new URL(url).host)
  const named = asked.reduce(
    (text, host, index) => text.replace(host, proxiesOf(door)[index] ?? host),
    headline,
  )
  const diff = causes[0]?.faults[0]?.diff ?? []
  return html`<p class="headline">${named}</p>
<details class="fixes"><summary>${words.fix}</summary><p>${next}</p>${
    diff.length > 0 && html`<pre tabindex="0">${diff.map((line) => html`<code>${line}</code>`)}</pre>`
  }</details>`
}
