import { describe, expect, test } from 'vitest'
import { operatorEn } from '../../../protocol/words/en-operator.ts'
import { createHistory } from '../../metrics/history.ts'
import { statusOf } from '../../metrics/status.ts'
import { createTally } from '../../metrics/tally.ts'
import { quietFacts } from '../../metrics/test-facts.ts'
import { renderChart, roundTop } from './charts.ts'
import { renderStatusPage } from './status-page.ts'

const NOW = Date.UTC(2026, 0, 2, 12)
const MINUTE = 60_000
const assets = { script: 'assets/status-1.js', styles: ['assets/status-1.css'], modules: [] }

function page(minutesBefore: number): string {
  const tally = createTally()
  const history = createHistory()
  for (let at = minutesBefore; at > 0; at -= 1) {
    tally.joined('websocket', undefined)
    history.add(NOW - at * MINUTE, quietFacts({ counts: tally.read() }))
  }
  const facts = quietFacts({ counts: tally.read() })
  const status = statusOf({ now: NOW, administrator: false, facts, history, occupied: () => [] })
  return renderStatusPage({ base: '/', assets, status })
}

describe('the pictures of the status page', () => {
  test.each([
    [0, '60 min ago'],
    [59, '60 min ago'],
    [60, '6 h ago'],
    [359, '6 h ago'],
    [360, '24 h ago'],
    [1_439, '24 h ago'],
  ])('[OP11] with %i minutes of memory they begin %s', (minutes, from) => {
    const text = page(minutes)
    expect(text.match(/class="times"><span>([^<]*)</)?.[1]).toBe(from)
    expect(text.match(/<table>/g)).toHaveLength(3)
  })

  test('[OP11] the table says what the picture shows, the latest first', () => {
    const first = page(20).match(/<tbody>[\s\S]*?<\/tbody>/)?.[0] ?? ''
    const rows = [...first.matchAll(/<th scope="row">([\d:]+)<\/th><td>(\d+)<\/td><td>(\d+)<\/td>/g)]
    expect(rows.map(([, until, webSocket]) => [until, webSocket])).toEqual([
      ['12:00', '20'],
      ['11:55', '16'],
      ['11:50', '11'],
      ['11:45', '6'],
      ['11:40', '1'],
    ])
  })

  test('[OP11] values that are too high stay in the picture, and those that are none are left out', () => {
    const drawn = renderChart({
      label: 'a "picture"',
      kind: 'bars',
      series: [{ values: [0, null, 5, 99] }],
      top: 10,
    })
    expect(String(drawn).match(/<rect/g)).toHaveLength(2)
    expect(String(drawn)).toContain('y="0"')
    expect(String(drawn)).toContain('aria-label="a &quot;picture&quot;"')
  })

  test.each([
    [0, 1],
    [1, 1],
    [3, 5],
    [11, 20],
    [50, 50],
    [51, 100],
  ])('[OP11] up to %i the upper edge is %i', (value, top) => {
    expect(roundTop(value)).toBe(top)
  })

  test('[OP10, OP12] a page of a server to which nothing happened says so, and runs no script', () => {
    const text = page(0)
    expect(text).toContain(operatorEn.well)
    expect(text).not.toMatch(/<script|style=|onload|NaN|Infinity|undefined/)
  })
})
