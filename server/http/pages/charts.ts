/**
 * Pictures of numbers over time, as SVG that needs neither script nor inline style. They stretch with the page;
 * letters stand around them in HTML, so that they keep their size. Refuses to know what is counted.
 */
import { html, type Markup } from './html.ts'

export interface Series {
  /** In order of time; null where there is nothing to show. */
  readonly values: readonly (number | null)[]
  /** Told apart without its colour. */
  readonly hatched?: boolean
}

export interface Chart {
  /** What it shows, for those who do not see it. */
  readonly label: string
  /** stack: areas one on the other. bars, steps: of the first series alone. */
  readonly kind: 'stack' | 'bars' | 'steps'
  readonly series: readonly Series[]
  readonly top: number
}

/** At most one picture of a page may be hatched, for the name is the page's. */
const HATCH = html`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatched" width="6" height="6"/><path class="hatching" d="M0 0V6"/></pattern></defs>`
const WIDTH = 600
const HEIGHT = 120

export function renderChart({ label, kind, series, top }: Chart): Markup {
  const draw = DRAWN[kind]
  const lines = [0, 0.5, 1].map((share) => round(HEIGHT * share))
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
${series.some(({ hatched }) => hatched) && HATCH}
${lines.map((y) => html`<path class="rule" d="M0 ${y}H${WIDTH}"/>`)}
${draw(series, top)}
</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10
const yOf = (value: number, top: number): number => round(HEIGHT - (HEIGHT * Math.min(value, top)) / top)

const DRAWN: {
  readonly [kind in Chart['kind']]: (series: readonly Series[], top: number) => readonly Markup[]
} = { stack, bars, steps }

/** Each value holds for its whole stretch of time. */
function stack(series: readonly Series[], top: number): readonly Markup[] {
  const below: number[] = []
  return series.map(({ values, hatched }) => {
    const floor = values.map((_, at) => below[at] ?? 0)
    const roof = values.map((value, at) => (floor[at] as number) + (value ?? 0))
    roof.forEach((value, at) => {
      below[at] = value
    })
    const outline = stepped(roof, top)
    const back = stepped(floor, top).reverse()
    return html`<path class="area"${hatched && html` fill="url(#hatch)"`} d="M${outline.join('L')}L${back.join('L')}Z"/>`
  })
}

const widthOf = (values: readonly unknown[]): number => WIDTH / Math.max(1, values.length)

const stepped = (values: readonly number[], top: number): string[] =>
  values.flatMap((value, at) => {
    const y = yOf(value, top)
    return [`${round(at * widthOf(values))} ${y}`, `${round((at + 1) * widthOf(values))} ${y}`]
  })

function bars(series: readonly Series[], top: number): readonly Markup[] {
  const width = widthOf(series[0]?.values ?? [])
  return shown(series).map(([at, value]) => {
    const y = yOf(value, top)
    return html`<rect class="bar-of" x="${round(at * width + width * 0.1)}" y="${y}" width="${round(width * 0.8)}" height="${round(HEIGHT - y)}"/>`
  })
}

/** A level line for each stretch that has a value, and nothing where none has. */
function steps(series: readonly Series[], top: number): readonly Markup[] {
  const width = widthOf(series[0]?.values ?? [])
  return shown(series).map(
    ([at, value]) =>
      html`<path class="level" d="M${round(at * width)} ${yOf(value, top)}H${round((at + 1) * width)}"/>`,
  )
}

const shown = (series: readonly Series[]): readonly (readonly [at: number, value: number])[] =>
  (series[0]?.values ?? []).flatMap((value, at) =>
    value === null || value === 0 ? [] : [[at, value] as const],
  )

/** The next round number at or above `value`: 1, 2, 5, 10, 20, … */
export function roundTop(value: number): number {
  const least = Math.max(1, value)
  const power = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5, 10].find((step) => step * power >= least) ?? 10) * power
}
