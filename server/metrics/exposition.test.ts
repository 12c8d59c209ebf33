import { describe, expect, test } from 'vitest'
import { expose } from './exposition.ts'
import { METRICS } from './metrics.ts'
import { createTally } from './tally.ts'
import { quietFacts } from './test-facts.ts'

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

describe('the metrics', () => {
  test('[OP4] every metric of the table is there with its kind, and no other', async () => {
    const text = await expose(quietFacts())
    const types = linesOf(text).filter((line) => line.startsWith('# TYPE'))
    expect(types).toEqual(METRICS.map(({ name, kind }) => `# TYPE ${name} ${kind}`))
    for (const { name, help } of METRICS) {
      expect(text).toContain(`# HELP ${name} ${help}`)
      expect(help).toMatch(/\.$/)
    }
  })

  test('[OP4] codes and outcomes begin at zero, and every label and value is one of the table', async () => {
    const text = await expose(quietFacts())
    expect(text).toContain('holdfast_refusals_total{code="address-full"} 0')
    expect(text).toContain('holdfast_refusals_total{code="slow-reader"} 0')
    expect(text).toContain('holdfast_handshakes_total{outcome="stripped"} 0')
    for (const metric of METRICS) {
      if (metric.kind === 'histogram') continue
      for (const { labels = {} } of metric.read(quietFacts())) {
        expect(Object.keys(labels), metric.name).toEqual(Object.keys(metric.labels ?? {}))
        for (const [label, value] of Object.entries(labels)) {
          const known = metric.labels?.[label]
          if (typeof known === 'object') expect(known, metric.name).toContain(value)
        }
      }
    }
  })

  test('[OP4, OP7] buckets hold what is smaller too, and the last one everything', async () => {
    const tally = createTally()
    for (const milliseconds of [1, 4, 4, 30_000]) tally.acknowledged(milliseconds)
    const lines = linesOf(await expose(quietFacts({ counts: tally.read() })))
    const of = (rest: string) =>
      lines.find((line) => line.startsWith(`holdfast_acknowledgement_seconds${rest} `))
    expect(of('_bucket{le="0.001"}')).toMatch(/ 1$/)
    expect(of('_bucket{le="0.005"}')).toMatch(/ 3$/)
    expect(of('_bucket{le="10"}')).toMatch(/ 3$/)
    expect(of('_bucket{le="+Inf"}')).toMatch(/ 4$/)
    expect(of('_sum')).toMatch(/ 30\.009$/)
    expect(of('_count')).toMatch(/ 4$/)
  })
})
