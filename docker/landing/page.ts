/** The landing page: every door a row, grouped by what stands in between. Text only; what it shows is handed in. */

import { demoEn as words } from '../../protocol/words/en-demo.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { type Between, type Door, portOf } from '../doors.ts'
import type { Stands } from '../switches.ts'
import { renderSight, titleOf } from './door-view.ts'
import { html, type Markup } from './html.ts'
import type { Client } from './pads.ts'
import type { Sight } from './watch.ts'

export interface Row extends Sight {
  readonly stands: Stands | undefined
}

export interface PageOptions {
  readonly rows: readonly Row[]
  readonly ports: number
  /** Name or address by which this page was asked for. */
  readonly hostname: string
}

const GROUPS: readonly Between[] = ['nginx', 'apache', 'apache-squid', 'nothing']
const CLIENTS: readonly Client[] = ['exhibit', 'real']

export function renderPage({ rows, ports, hostname }: PageOptions): string {
  const group = (between: Between) => html`
<section class="group" aria-labelledby="group-${between}">
<h2 id="group-${between}">${words.groups[between]}</h2>
${rows.filter(({ door }) => door.between === between).map((row) => renderRow(row, ports, hostname))}
</section>`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${words.documentTitle}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/script.js"></script>
</head>
<body data-page="doors">
<main class="sheet">
<h1>${words.heading}</h1>
<p>${words.intro}</p>
<p>${words.howTo}</p>
<noscript><p class="notice">${words.withoutScript}</p></noscript>
${GROUPS.map(group)}
</main>
</body>
</html>
`.text
}

function renderRow(row: Row, ports: number, hostname: string): Markup {
  const { door, at } = row
  const port = portOf(door.number, ports)
  const title = titleOf(door)
  return html`
<article class="door" id="${door.name}" data-at="${at}" aria-labelledby="title-${door.name}">
<header><h3 id="title-${door.name}">${title}</h3> <a class="port" href="http://${hostname}:${port}/">${words.port(port)}</a></header>
<p class="looked" data-now="${words.lookedNow}" data-ago="${words.lookedAgo}"></p>
<div class="sight" aria-live="polite">${renderSight(row)}</div>
<div class="windows"><span id="windows-${door.name}">${words.windows}</span>
<ul aria-labelledby="windows-${door.name}">${CLIENTS.map((client) => renderWindows(client, door, title))}</ul></div>
${door.choices.length > 0 && renderSwitch(row)}
</article>`
}

function renderWindows(client: Client, door: Door, title: string): Markup {
  const name = words.clients[client]
  const link = (number: number) =>
    html` <a target="_blank" rel="noopener" href="/open/${door.name}/${client}/${number}" aria-label="${words.window(name, number, title)}">${words.windowNumber(number)}</a>`
  return html`<li>${name}${[1, 2].map(link)}</li>`
}

export function renderSwitchState(stands: Stands | undefined): Markup {
  return stands?.refused === undefined
    ? html`${words.switch.keeps}`
    : html`${words.switch.refused(stands.refused.says)}`
}

function renderSwitch({ door, stands }: Row): Markup {
  const option = (fault: string, title: string) =>
    html`<option value="${fault}"${(stands?.fault ?? '') === fault && html` selected`}>${title}</option>`
  const titles = door.choices.map((id) => [id, FAULTS.find((fault) => fault.id === id)?.title ?? id] as const)
  return html`
<form class="switch" method="post" action="/doors/${door.name}">
<label for="fault-${door.name}">${words.switch.label}</label>
<select class="field" id="fault-${door.name}" name="fault">
${option('', words.switch.good)}${titles.map(([id, title]) => option(id, title))}
</select>
<button class="button">${words.switch.turn}</button>
<p class="turned" role="status" data-turning="${words.switch.turning}">${renderSwitchState(stands)}</p>
</form>`
}
