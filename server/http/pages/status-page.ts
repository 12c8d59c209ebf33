/**
 * The operator's page: first what needs attention, then the way to the server with its cuts, then pictures over
 * time, then tables. Whole without a script; each picture can be read as a table.
 */
import { operatorEn as say } from '../../../protocol/words/en-operator.ts'
import type { Status } from '../../metrics/status.ts'
import type { EntryAssets } from '../assets.ts'
import { html, type Markup } from './html.ts'
import { homeLink, renderLayout } from './layout.ts'
import { peopleOverTime, reconnectsOverTime, savingOverTime } from './status-charts.ts'
import { wayToServer } from './status-line.ts'
import { table } from './status-table.ts'

export interface StatusPageOptions {
  readonly base: string
  readonly assets: EntryAssets
  readonly status: Status
}

export const renderStatusPage = ({ base, assets, status }: StatusPageOptions): string =>
  renderLayout({
    base,
    assets,
    title: say.documentTitle,
    page: 'status',
    scripted: false,
    app: html`
<header class="bar">${homeLink(base)}</header>
<main class="sheet">
<h1>${say.heading}</h1>
<p class="about">${say.about(status.version, status.uptimeSeconds, status.at.slice(0, 16).replace('T', ' '))}</p>
${attention(status)}
${wayToServer(status)}
${peopleOverTime(status)}
${busiest(status)}
${savingOverTime(status)}
${reconnectsOverTime(status)}
${limits(status)}
${proxies(status)}
${storage(status)}
${processFacts(status)}
<p class="more">${say.more}</p>
</main>
`,
  })

function attention({ attention: needed }: Status): Markup {
  if (needed.length === 0) return html`<p class="well">${TICK}${say.well}</p>`
  return html`<section class="notice"><h2>${say.needs(needed.length)}</h2>
<ul>${needed.map((what) => html`<li>${say.attention[what]}</li>\n`)}</ul></section>`
}

const TICK = html`<svg viewBox="0 0 24 24" class="icon" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>`

function busiest({ pads }: Status): Markup | false {
  if (pads === undefined || pads.length === 0) return false
  return html`<h3>${say.people.busiest}</h3>
${table(
  [say.people.pad, say.people.here],
  pads.map(({ id, people }) => [html`<code>${id}</code>`, people]),
)}`
}

function limits({ limits: all }: Status): Markup {
  const reached = all.filter(({ total }) => total > 0).sort((a, b) => b.lastHour - a.lastHour)
  return section(
    say.limits.heading,
    reached.length === 0
      ? html`<p>${say.limits.none}</p>`
      : html`${table(
          [say.limits.code, say.limits.hour, say.limits.total, say.limits.option],
          reached.map(({ code, option, total, lastHour }) => [
            html`<code>${code}</code>`,
            say.number(lastHour),
            say.number(total),
            option === null ? '' : html`<code>${breakable(option)}</code>`,
          ]),
        )}
<p class="quiet">${say.limits.rest(all.length - reached.length)}</p>`,
  )
}

/** Long names of options may be broken behind their underscores. */
const breakable = (name: string): readonly Markup[] => name.split(/(?<=_)/).map((part) => html`${part}<wbr>`)

function proxies({ unlistedProxies }: Status): Markup | false {
  const { addresses = [] } = unlistedProxies
  if (addresses.length === 0) return false
  return section(
    say.proxies.heading,
    table(
      [say.proxies.address, say.proxies.requests],
      addresses.map(({ address, requests }) => [html`<code>${address}</code>`, say.number(requests)]),
    ),
  )
}

function storage({ storage: disk }: Status): Markup {
  return section(
    say.storage.heading,
    facts([
      [say.storage.writes, disk.writable ? say.storage.works : say.storage.fails(disk.reason)],
      [say.storage.damage, disk.damaged ? (disk.warning ?? say.storage.damaged) : say.storage.noDamage],
      [say.storage.log, say.bytes(disk.logBytes)],
      [say.storage.free, disk.diskFreeBytes === null ? say.storage.unknown : say.bytes(disk.diskFreeBytes)],
    ]),
  )
}

function processFacts({ process, uptimeSeconds }: Status): Markup {
  const { p99, max } = process.eventLoopDelaySeconds
  const ms = (seconds: number) => say.milliseconds(Math.round(seconds * 1000))
  const share = (100 * process.cpuSeconds) / Math.max(1, uptimeSeconds)
  return section(
    say.process.heading,
    facts([
      [
        say.process.memory,
        say.process.memoryValue(say.bytes(process.residentBytes), say.bytes(process.heapUsedBytes)),
      ],
      [say.process.cpu, say.process.cpuValue(process.cpuSeconds, share)],
      [say.process.loop, say.process.loopValue(ms(p99), ms(max))],
      [say.process.files, process.openFiles === null ? say.storage.unknown : say.number(process.openFiles)],
    ]),
  )
}

const section = (heading: string, ...content: readonly Markup[]): Markup =>
  html`<section><h2>${heading}</h2>\n${content}</section>`

const facts = (rows: readonly (readonly [name: string, value: string])[]): Markup =>
  html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`
