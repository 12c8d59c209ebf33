/** The three forms of a report, from one and the same result. */
import { expect, test } from 'vitest'
import { filesOf } from './files.ts'
import { lint } from './lint.ts'
import { jsonReport } from './report-json.ts'
import { sarifReport } from './report-sarif.ts'
import { textReport } from './report-text.ts'

const TEXT = `server {
    listen 80;
    client_max_body_size 25m;
    location / {
        proxy_pass http://127.0.0.1:3000;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
    }
}
`
const report = (name: string, text = TEXT) => lint([{ name, text }], filesOf(new Map()), {})

test('[LI7] for people: place, words of the catalogue, lines to change, what was read', () => {
  expect(textReport(report('sites/pads.conf'), false)).toBe(
    `sites/pads.conf:5:9  nginx-upgrade-headers-missing
  nginx passes neither Upgrade nor Connection on.
  Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.
  Mend it: Pass both headers on, inside the location itself.
             proxy_http_version 1.1;  # 1.0, nginx's own choice, holds streamed answers back
    +        proxy_set_header Upgrade    $http_upgrade;
    +        proxy_set_header Connection $holdfast_connection;

             proxy_set_header Host              $http_host;  # with the port; $host would lose it
     …
    +map $http_upgrade $holdfast_connection {
    +    default upgrade;
    +    ''      close;
    +}
  More: proxy-configs/faults/nginx-upgrade-headers-missing/README.md

nginx, sites/pads.conf: 1 fault on 1 way to an app.
With --path it is also checked whether the path of your sockets gets through.
`,
  )
})

test('[LI7] a file in which nothing leads to an app is not called well', () => {
  const text = textReport(report('a.conf', 'server { listen 80; root /var/www; }\n'), false)
  expect(text).toBe('nginx, a.conf: nothing in it leads to an app, so nothing could be checked.\n')
})

test('[LI7] a pattern that cannot be tried is said, with its place', () => {
  const nginx = TEXT.replace('location / {', 'location ~ ^/(a+)+$ { return 404; }\n    location / {')
  expect(textReport(report('a.conf', nginx), false)).toContain('a.conf:4:5  not understood: this pattern')
  const apache = '<VirtualHost *:80>\nRewriteEngine On\nRewriteRule ^/((?>x)) - [L]\n</VirtualHost>\n'
  expect(textReport(report('b.conf', apache), false)).toContain('b.conf:3:1  not understood: this pattern')
})

test('[LI8] for programs: one version, each finding with place and fix', () => {
  expect(JSON.parse(jsonReport(report('a.conf')))).toEqual({
    tool: 'holdfast lint',
    version: 1,
    configs: [{ proxy: 'nginx', files: ['a.conf'], ways: 1 }],
    findings: [
      {
        fault: 'nginx-upgrade-headers-missing',
        proxy: 'nginx',
        file: 'a.conf',
        line: 5,
        column: 9,
        title: 'nginx passes neither Upgrade nor Connection on',
        sees: expect.any(String),
        fix: 'Pass both headers on, inside the location itself.',
        fixLines: expect.arrayContaining(['+        proxy_set_header Upgrade    $http_upgrade;']),
        page: 'proxy-configs/faults/nginx-upgrade-headers-missing/README.md',
      },
    ],
    notChecked: [],
    notUnderstood: [],
  })
})

/** What SARIF 2.1.0 requires (+) and allows of the objects used here, by their sections: all are closed. */
const SARIF: Readonly<Record<string, string>> = {
  log: '+version +runs $schema', // 3.13
  run: '+tool results columnKind invocations', // 3.14
  tool: '+driver', // 3.18
  driver: '+name rules', // 3.19
  rule: '+id shortDescription fullDescription help defaultConfiguration', // 3.49
  message: 'text markdown', // 3.11, 3.12
  configuration: 'level', // 3.50
  invocation: '+executionSuccessful toolExecutionNotifications', // 3.20
  notification: '+message level locations', // 3.58
  result: '+message ruleId ruleIndex level locations', // 3.27
  location: 'physicalLocation', // 3.28
  physical: 'artifactLocation region', // 3.29
  artifact: 'uri', // 3.4
  region: 'startLine startColumn', // 3.30
}

const CHILDREN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  log: { runs: 'run' },
  run: { tool: 'tool', results: 'result', invocations: 'invocation' },
  tool: { driver: 'driver' },
  driver: { rules: 'rule' },
  rule: {
    shortDescription: 'message',
    fullDescription: 'message',
    help: 'message',
    defaultConfiguration: 'configuration',
  },
  invocation: { toolExecutionNotifications: 'notification' },
  notification: { message: 'message', locations: 'location' },
  result: { message: 'message', locations: 'location' },
  location: { physicalLocation: 'physical' },
  physical: { artifactLocation: 'artifact', region: 'region' },
}

function wrong(kind: string, value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => wrong(kind, each, `${path}[${index}]`))
  const object = value as Record<string, unknown>
  const words = (SARIF[kind] as string).split(' ')
  const missing = words.filter((word) => word.startsWith('+') && !(word.slice(1) in object))
  const odd = Object.keys(object).filter((key) => !words.includes(key) && !words.includes(`+${key}`))
  return [
    ...missing.map((word) => `${path}: ${word.slice(1)} is missing`),
    ...odd.map((key) => `${path}: ${key} is not known`),
    ...Object.entries(CHILDREN[kind] ?? {}).flatMap(([key, child]) =>
      key in object ? wrong(child, object[key], `${path}.${key}`) : [],
    ),
  ]
}

test('[LI8] for code hosts: the shape of SARIF 2.1.0', () => {
  const odd = `${TEXT}location`
  const sarif = JSON.parse(sarifReport(report('conf d/päds.conf', odd)))
  expect(wrong('log', sarif, '')).toEqual([])
  expect(wrong('log', { runs: [{ tool: { driver: { title: 'x' } } }] }, '')).toHaveLength(3)
  const [run] = sarif.runs
  expect(sarif.version).toBe('2.1.0')
  for (const result of run.results) {
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
    const { artifactLocation, region } = result.locations[0].physicalLocation
    expect(artifactLocation.uri).toBe('conf%20d/p%C3%A4ds.conf')
    expect(region.startLine).toBeGreaterThan(0)
    expect(region.startColumn).toBeGreaterThan(0)
  }
  expect(run.results.length).toBeGreaterThan(0)
})
