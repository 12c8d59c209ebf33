/**
 * The line from people to the server, once for each proxy that cuts it: where it is cut, what the proxy does, how
 * sure that is, and the lines that mend it. Without a cut, one whole line with the numbers on it.
 */
import { CAUSES } from '../../../protocol/proxy-fixes.ts'
import { operatorEn } from '../../../protocol/words/en-operator.ts'
import type { Status, StrippedBy } from '../../metrics/status.ts'
import { html, type Markup } from './html.ts'

const say = operatorEn.line

export function wayToServer(status: Status): Markup {
  const { stripped, transports } = status
  return html`<section><h2>${say.heading}</h2>
${stripped.length === 0 ? wholeLine(transports) : stripped.map((each) => cutLine(each, status.at))}</section>`
}

const hop = (name: string, named = true): Markup =>
  html`<span class="hop" data-named="${named ? 'yes' : 'no'}">${name}</span>`
const CROSS = html`<svg viewBox="0 0 24 24" class="icon" aria-hidden="true"><path d="M7 7l10 10M17 7 7 17"/></svg>`
const stretch = (is: 'whole' | 'unknown' | 'cut', on?: string): Markup =>
  html`<span class="stretch" data-is="${is}">${is === 'cut' && CROSS}${on !== undefined && html`<span class="on">${on}</span>`}</span>`

function wholeLine({ websocket, exchange }: Status['transports']): Markup {
  if (websocket + exchange === 0) {
    return html`<div class="line" role="img" aria-label="${say.nobody}">
<div class="way">${hop(say.people)}${stretch('unknown')}${hop(say.server)}</div></div>
<p>${say.nobody}</p>`
  }
  return html`<div class="line" role="img" aria-label="${say.whole(websocket, exchange)}">
<div class="way">${hop(say.people)}${stretch(websocket > 0 ? 'whole' : 'unknown', say.byWebSocket(websocket))}${hop(say.server)}</div>
${exchange > 0 && html`<div class="by-http"><span>${say.byHttp(exchange)}</span></div>\n`}</div>`
}

function cutLine(
  { hop: id, name, cause, confidence, count, lastAt, furtherOut, fix }: StrippedBy,
  at: string,
): Markup {
  const named = id !== 'unknown'
  const ago = operatorEn.ago((Date.parse(at) - Date.parse(lastAt)) / 1000)
  return html`<article class="cut">
<div class="line" role="img" aria-label="${say.cut(name)}">
<div class="way">${hop(say.people)}${stretch(furtherOut ? 'unknown' : 'whole')}${hop(named ? name : say.unnamed, named)}${stretch('cut')}${hop(say.server)}</div>
<div class="reason" data-under="second"><span>${CAUSES[cause]}</span></div>
<div class="by-http"><span>${operatorEn.people.exchange}</span></div>
</div>
<p>${say.seen(count, ago)} ${named && say.confidence[confidence](name)} ${furtherOut && say.furtherOut}</p>
<div class="fixes"><h3>${say.fix}</h3>
<pre tabindex="0">${fix.map((line) => html`<code>${line}</code>`)}</pre></div>
</article>`
}
