/** From the table of metrics and the facts of one moment to the text that Prometheus reads. */
import { type Metric as LibraryMetric, Registry } from 'prom-client'
import type { Facts } from './facts.ts'
import type { Measured } from './histogram.ts'
import { METRICS, type Metric, type Sample } from './metrics.ts'

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

interface NamedSample extends Sample {
  readonly metricName?: string
}

export function expose(facts: Facts): Promise<string> {
  const registry = new Registry()
  for (const metric of METRICS) {
    // Whatever answers `get` can be registered; the library's own metrics would count where we only read.
    const read = {
      name: metric.name,
      get: async () => ({
        name: metric.name,
        help: metric.help,
        type: metric.kind,
        values: samplesOf(metric, facts),
        aggregator: 'sum',
      }),
    }
    registry.registerMetric(read as unknown as LibraryMetric)
  }
  return registry.metrics()
}

const samplesOf = (metric: Metric, facts: Facts): readonly NamedSample[] =>
  metric.kind === 'histogram' ? bucketsOf(metric.name, metric.read(facts)) : metric.read(facts)

/** Buckets hold everything at or below their bound, the smaller ones included. */
function bucketsOf(name: string, { bounds, counts, sum, count }: Measured): readonly NamedSample[] {
  let reached = 0
  const buckets = bounds.map((bound, at): NamedSample => {
    reached += counts[at] ?? 0
    return { metricName: `${name}_bucket`, labels: { le: String(bound) }, value: reached }
  })
  return [
    ...buckets,
    { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, value: sum },
    { metricName: `${name}_count`, value: count },
  ]
}
