/** Every report of the same diagnoses, to the letter: the golden files are what people and programs read. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CHECKS } from './checks/checks.ts'
import { against } from './report/against.ts'
import type { Diagnosis } from './report/diagnosis.ts'
import { human, lineDrawn } from './report/human.ts'
import { json } from './report/json.ts'
import { junit } from './report/junit.ts'
import { wrapped } from './report/paint.ts'
import { createProgress } from './report/progress.ts'
import { diagnosisOf, direct, stripped, unreachable, warned, well } from './sample.ts'
import type { Platform } from './wire/platform.ts'

const PAPER = { colour: false, width: 80, verbose: false }
const SAMPLES = {
  well: diagnosisOf([well]),
  stripped: diagnosisOf([stripped]),
  'by-hop': diagnosisOf([stripped, direct]),
  unreachable: diagnosisOf([unreachable]),
} as const

test.each(Object.entries(SAMPLES))('[DO13] the report of %s for people', async (name, diagnosis) => {
  await expect(human(diagnosis, PAPER)).toMatchFileSnapshot(`golden/${name}.txt`)
})

test('[DO13] with -v it has the evidence and every fault that looks alike', async () => {
  const text = human(SAMPLES.stripped, { ...PAPER, verbose: true })
  await expect(text).toMatchFileSnapshot('golden/stripped-verbose.txt')
})

test.each(Object.entries(SAMPLES))('[DO13] the report of %s for programs', async (name, diagnosis) => {
  await expect(json(diagnosis)).toMatchFileSnapshot(`golden/${name}.json.txt`)
})

test('[DO14] the report for build servers, and two deployments side by side', async () => {
  await expect(junit(SAMPLES.stripped)).toMatchFileSnapshot('golden/stripped.xml')
  const beside = against(SAMPLES.stripped, SAMPLES.well, PAPER)
  await expect(beside).toMatchFileSnapshot('golden/against.txt')
})

test('[DO13] no line but one of a configuration is longer than 80 columns; colour adds nothing but colour', () => {
  for (const diagnosis of Object.values(SAMPLES)) {
    const plain = human(diagnosis, PAPER)
    const coloured = human(diagnosis, { ...PAPER, colour: true })
    expect(coloured).not.toBe(plain)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain)
    const long = plain.split('\n').filter((line) => line.length > 80 && !/^ {2}[ +-]/.test(line))
    expect(long).toEqual([])
  }
})

test('[DO13] what a server wrote cannot move the cursor of whoever reads about it', () => {
  expect(wrapped('\u001b[2J\u0007x\u202ey', 80)).toEqual(['·[2J·x·y'])
})

test('[DO13] a cut far to the right keeps its reason', () => {
  const nodes = ['you', 'a-name-of-thirty-characters-or-so', 'another-such-name-here', 'Holdfast']
  const line = { nodes, between: ['proven', 'proven', 'cut'], reason: 'it drops Upgrade', still: '' } as const
  expect(lineDrawn(line, PAPER).join('\n')).toContain('it drops Upgrade')
})

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly items?: Schema
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** As much of JSON Schema as the schema uses. */
function violations(value: unknown, schema: Schema, root: Schema, at = '$'): readonly string[] {
  if (schema.$ref !== undefined) {
    return violations(value, root.$defs?.[schema.$ref.replace('#/$defs/', '')] as Schema, root, at)
  }
  if ('const' in schema && schema.const !== value) return [`${at} is not ${String(schema.const)}`]
  if (schema.enum?.includes(value) === false) return [`${at} is ${String(value)}`]
  const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
  if (schema.type !== undefined && schema.type !== type) return [`${at} is ${type}, not ${schema.type}`]
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => violations(each, schema.items ?? {}, root, `${at}[${index}]`))
  }
  if (type !== 'object' || schema.properties === undefined) return []
  const members = value as Readonly<Record<string, unknown>>
  return [
    ...(schema.required ?? []).filter((name) => !(name in members)).map((name) => `${at}.${name} is missing`),
    ...Object.entries(members).flatMap(([name, each]) => {
      const known = schema.properties?.[name]
      if (known !== undefined) return violations(each, known, root, `${at}.${name}`)
      return schema.additionalProperties === false ? [`${at}.${name} is unknown`] : []
    }),
  ]
}

test('[DO13] the JSON is what its schema says, and the schema notices what is not', () => {
  const schema = JSON.parse(readFileSync('docs/doctor-report.schema.json', 'utf8')) as Schema
  for (const diagnosis of Object.values(SAMPLES)) {
    expect(violations(JSON.parse(json(diagnosis)), schema, schema)).toEqual([])
  }
  const wrong: object = { ...SAMPLES.well, version: 2, headline: 7, more: true }
  expect(violations(wrong, schema, schema)).toHaveLength(3)
})

test('[DO15] the exit code follows from the verdict', () => {
  const exits = Object.fromEntries(
    Object.entries(SAMPLES).map(([name, { exit }]: readonly [string, Diagnosis]) => [name, exit]),
  )
  expect(exits).toEqual({ well: 0, stripped: 1, 'by-hop': 1, unreachable: 69 })
  expect(diagnosisOf([warned]).exit).toBe(0)
  expect(diagnosisOf([warned], { isStrict: true }).exit).toBe(2)
  expect(diagnosisOf([{ ...well, broke: true }]).exit).toBe(70)
})

test('[DO12] with the own file at hand the fix is a diff of it; without its lines, of the catalogue', () => {
  const own = [
    'server {',
    '  location / {',
    '    proxy_pass http://127.0.0.1:3000;',
    '    proxy_http_version 1.1;',
    '    proxy_set_header Host $http_host;',
    '  }',
    '}',
  ].join('\n')
  const [fault] = diagnosisOf([stripped], { config: own }).causes[0]?.faults ?? []
  expect(fault?.diffOf).toBe('file')
  expect(fault?.diff.filter((line) => line.startsWith('+')).map((line) => line.slice(1).trim())).toEqual([
    'proxy_set_header Upgrade    $http_upgrade;',
    'proxy_set_header Connection $holdfast_connection;',
  ])
  const [other] = diagnosisOf([stripped], { config: 'something else' }).causes[0]?.faults ?? []
  expect(other?.diffOf).toBe('catalogue')
  expect(other?.diff.some((line) => line.includes('$http_upgrade'))).toBe(true)
})

test('[DO22] progress is one row, from the first second on, on a terminal alone, and is gone at the end', () => {
  const play = (isTerminal: boolean) => {
    let written = ''
    let now = 0
    let due: (() => void) | undefined
    const platform: Pick<Platform, 'now' | 'after'> = {
      now: () => now,
      after: (_ms, call) => {
        due = call
        return () => {
          due = undefined
        }
      },
    }
    const write = (text: string) => {
      written += text
    }
    const progress = createProgress({ isTerminal, width: 80, more: 0 }, { platform, write })
    const check = CHECKS.find(({ id }) => id === 'D08')
    if (check === undefined) throw new Error('no D08')
    progress.take(check)
    now = 1_000
    due?.()
    progress.take(check, { check, status: 'pass', summary: '', evidence: [], ms: 0 })
    progress.close()
    return written
  }
  expect(play(false)).toBe('')
  expect(play(true)).toBe('\r\u001b[K… upgrade: 1 s, at most 30 s\r\u001b[K')
})
