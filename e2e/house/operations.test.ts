/** What operators are given beside the server — the list of log events, the alert rules — against the code. */
import { expect, test } from 'vitest'
import { LOG_EVENTS } from '../../server/log-events.ts'
import { METRICS } from '../../server/metrics/metrics.ts'
import { isTest, sources, text } from './sources.ts'

const CALL = /\blog\.(debug|info|warn|error)\(\s*(['"`])([^'"`]*)\2/g
const ANY_CALL = /\blog\.(debug|info|warn|error)\(/g
const ALERTS = 'docs/operations/alerts.yml'

test('[OP14] every event in the code is in the list with its level, and the other way round', () => {
  const product = sources().filter((file) => file.startsWith('server/') && !isTest(file))
  const logged = product.flatMap((file) =>
    [...text(file).matchAll(CALL)].map(([, level, , event]) => `${event} ${level}`),
  )
  const calls = product.flatMap((file) => [...text(file).matchAll(ANY_CALL)])
  expect(logged.length).toBe(calls.length)
  const listed = Object.entries(LOG_EVENTS).map(([event, { level }]) => `${event} ${level}`)
  expect([...new Set(logged)].sort()).toEqual(listed.sort())
  for (const { about } of Object.values(LOG_EVENTS)) expect(about).toMatch(/\.$/)
})

interface Alert {
  readonly name: string
  readonly expression: string
  readonly body: string
}

const alerts = (): readonly Alert[] =>
  text(ALERTS)
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((body) => ({
      name: body.split('\n', 1)[0] as string,
      expression: /^ {8}expr: (.+)$/m.exec(body)?.[1] ?? '',
      body,
    }))

/** What is wrong with the metrics of an expression, one line each. `up` is Prometheus's own. */
function complaints(expression: string): string[] {
  return [...expression.matchAll(/\b((?:holdfast|process|nodejs)_[a-z_]+)(?:\{([^}]*)\})?/g)].flatMap(
    ([, name = '', matchers = '']) => {
      const metric = METRICS.find((each) =>
        each.kind === 'histogram'
          ? ['_bucket', '_sum', '_count'].some((end) => name === each.name + end)
          : name === each.name,
      )
      if (metric === undefined) return [`there is no ${name}`]
      return [...matchers.matchAll(/([a-z_]+)\s*(?:=|!=)\s*"([^"]*)"/g)].flatMap(
        ([, label = '', value = '']) => {
          const values = metric.labels?.[label]
          // Given by Prometheus to what it scrapes.
          if (label === 'job' || label === 'instance') return []
          if (values === undefined) return [`${name} has no label ${label}`]
          return typeof values === 'string' || values.includes(value)
            ? []
            : [`${name}: ${label} is never ${value}`]
        },
      )
    },
  )
}

test('[OP16] each alert names metrics, labels and values that exist', () => {
  expect(alerts().length).toBeGreaterThan(5)
  for (const { name, expression } of alerts()) {
    expect(expression, name).toMatch(/\b(holdfast_|process_|up\{)/)
    expect(complaints(expression), name).toEqual([])
  }
})

test('[OP16] a metric, a label or a value that does not exist would be named', () => {
  expect(complaints('holdfast_peer > 1')).toHaveLength(1)
  expect(complaints('holdfast_commit_seconds > 1')).toHaveLength(1)
  expect(complaints('holdfast_peers{way="websocket"} > 1')).toHaveLength(1)
  expect(complaints('holdfast_peers{transport="pigeon"} > 1')).toHaveLength(1)
})

test('[OP16] each alert has a severity, and says what it means and what to do', () => {
  for (const { name, body } of alerts()) {
    expect(name).toMatch(/^Holdfast[A-Za-z]+$/)
    expect(body, name).toMatch(/severity: (critical|warning)$/m)
    expect(body, name).toMatch(/summary: .+\.$/m)
    expect(body, name).toMatch(/description: .+\.$/m)
  }
})

test('[OP16] the pages for operators lead to the alerts', () => {
  expect(text('docs/operations/monitoring.md')).toContain('(alerts.yml)')
})
