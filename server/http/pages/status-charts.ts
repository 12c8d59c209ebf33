/**
 * The three pictures of the operator's page: who is here and by which way, how long an edit takes to be saved, who
 * had to come back. Each over the last hour, six hours or day, as far as this process remembers.
 */
import { operatorEn as say } from '../../../protocol/words/en-operator.ts'
import type { Status } from '../../metrics/status.ts'
import { type Chart, renderChart, roundTop, type Series } from './charts.ts'
import { html, type Markup } from './html.ts'
import { table } from './status-table.ts'

type Minute = Status['minutes'][number]

/** What is drawn of a span: stretches of so many minutes each, and the table's rows of so many stretches. */
interface Scale {
  readonly minutes: number
  readonly stretch: number
  readonly row: number
}

const SCALES: readonly [Scale, ...Scale[]] = [
  { minutes: 60, stretch: 1, row: 5 },
  { minutes: 6 * 60, stretch: 5, row: 6 },
  { minutes: 24 * 60, stretch: 15, row: 4 },
]

/** From the minutes of a stretch to the one value that stands for it; undefined without a minute. */
type Read = (minutes: readonly Minute[]) => number | null

const most =
  (read: (minute: Minute) => number | null): Read =>
  (minutes) => {
    const values = minutes.flatMap((minute) => read(minute) ?? [])
    return values.length === 0 ? null : Math.max(...values)
  }
const sum =
  (read: (minute: Minute) => number): Read =>
  (minutes) =>
    minutes.reduce((total, minute) => total + read(minute), 0)

interface Picture {
  readonly kind: Chart['kind']
  readonly series: readonly { readonly title: string; readonly read: Read; readonly hatched?: boolean }[]
  /** The value at the upper edge. */
  top(highest: number): number
  told(value: number): string
}

const PEOPLE: Picture = {
  kind: 'stack',
  series: [
    { title: say.people.websocket, read: most(({ websocket }) => websocket) },
    { title: say.people.exchange, read: most(({ exchange }) => exchange), hatched: true },
  ],
  top: roundTop,
  told: say.number,
}

const SAVING: Picture = {
  kind: 'steps',
  series: [{ title: say.saving.series, read: most(({ savedWithin }) => savedWithin) }],
  top: (highest) => roundTop(Math.max(10, highest)),
  told: say.milliseconds,
}

const RECONNECTS: Picture = {
  kind: 'bars',
  series: [{ title: say.reconnects.series, read: sum(({ reconnects }) => reconnects) }],
  top: roundTop,
  told: say.number,
}

export function peopleOverTime({ minutes, transports, rooms }: Status): Markup {
  const legend = html`<ul class="legend">
<li data-series="websocket"><strong>${say.number(transports.websocket)}</strong> ${say.people.websocket}</li>
<li data-series="exchange"><strong>${say.number(transports.exchange)}</strong> ${say.people.exchange}</li>
</ul>`
  return section(say.people.heading, html`${legend}<p>${say.people.rooms(rooms)}</p>`, minutes, PEOPLE)
}

export function savingOverTime({ minutes, saving }: Status): Markup {
  const summary =
    saving.updates === 0
      ? say.saving.none
      : say.saving.summary(say.milliseconds(saving.half), say.milliseconds(saving.most), saving.updates)
  return section(say.saving.heading, html`<p>${summary}</p>`, minutes, SAVING)
}

export function reconnectsOverTime({ minutes, reconnects }: Status): Markup {
  const summary = say.reconnects.summary(reconnects.lastHour, reconnects.joinsLastHour)
  return section(say.reconnects.heading, html`<p>${summary}</p>`, minutes, RECONNECTS)
}

function section(heading: string, intro: Markup, minutes: readonly Minute[], picture: Picture): Markup {
  const scale = SCALES.find((each) => each.minutes >= minutes.length) ?? (SCALES.at(-1) as Scale)
  const stretches = cut(minutes, scale.stretch, scale.minutes / scale.stretch)
  const series = picture.series.map(
    ({ read, hatched = false }): Series => ({ values: stretches.map(read), hatched }),
  )
  const heights = stretches.map((_, at) => total(series, at, picture.kind))
  const highest = Math.max(...heights)
  const top = picture.top(highest)
  const from = say.chart.from(scale.minutes)
  const label = `${heading}. ${from}: ${say.chart.now}. ${highest > 0 ? say.people.most(highest) : say.chart.nothing}`
  return html`<section><h2>${heading}</h2>
${intro}
<figure>
<div class="plot"><span class="top">${picture.told(top)}</span>${renderChart({ label, kind: picture.kind, series, top })}</div>
<div class="times"><span>${from}</span><span>${say.chart.now}</span></div>
<details class="details"><summary>${say.chart.table}</summary>${tableOf(minutes, scale, picture)}</details>
</figure></section>`
}

const total = (series: readonly Series[], at: number, kind: Chart['kind']): number =>
  (kind === 'stack' ? series : series.slice(0, 1)).reduce((all, { values }) => all + (values[at] ?? 0), 0)

/** The last `count` stretches of `length` minutes, the latest at the end; those before the start are empty. */
function cut(minutes: readonly Minute[], length: number, count: number): readonly (readonly Minute[])[] {
  return Array.from({ length: count }, (_, at) => {
    const end = minutes.length - (count - 1 - at) * length
    return minutes.slice(Math.max(0, end - length), Math.max(0, end))
  })
}

function tableOf(minutes: readonly Minute[], scale: Scale, { series, told }: Picture): Markup {
  const length = scale.stretch * scale.row
  const rows = cut(minutes, length, scale.minutes / length).filter((stretch) => stretch.length > 0)
  return table(
    [say.chart.time, ...series.map(({ title }) => title)],
    rows.reverse().map((stretch) => [
      (stretch.at(-1)?.at ?? '').slice(11, 16),
      ...series.map(({ read }) => {
        const value = read(stretch)
        return value === null ? say.chart.nothing : told(value)
      }),
    ]),
  )
}
