/** The report for build servers, which all read JUnit's XML: each check is a case, each layer a class. */
import type { CheckTold, Diagnosis } from './diagnosis.ts'

/** XML 1.0 §2.2 has no place for control characters, not even escaped. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

export function junit({ url, at, checks, headline, causes }: Diagnosis): string {
  const count = (status: CheckTold['status']) => checks.filter((check) => check.status === status).length
  const total = checks.reduce((sum, { ms }) => sum + ms, 0)
  const attributes = [
    ['name', `holdfast doctor ${url}`],
    ['tests', String(checks.length)],
    ['failures', String(count('fail'))],
    ['errors', String(count('inconclusive'))],
    ['skipped', String(count('skip'))],
    ['time', seconds(total)],
    ['timestamp', at.replace(/\.\d+Z$/, '')],
  ]
  const fix = causes[0]?.faults.map((fault) => [fault.title, fault.fix, ...fault.diff].join('\n')) ?? []
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite ${attributes.map(([name, value]) => `${name}="${escaped(value as string)}"`).join(' ')}>`,
    ...checks.map(caseOf),
    `  <system-out>${escaped([headline, ...fix].join('\n'))}</system-out>`,
    '</testsuite>',
    '',
  ].join('\n')
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const INSIDE: { readonly [status in CheckTold['status']]?: string } = {
  fail: 'failure',
  inconclusive: 'error',
  skip: 'skipped',
}

function caseOf({ id, name, layer, status, summary, evidence, ms }: CheckTold): string {
  const head = `  <testcase classname="${escaped(layer)}" name="${escaped(`${id} ${name}`)}" time="${seconds(ms)}"`
  const element = INSIDE[status]
  const proof = evidence.map(({ sent, received }) => `> ${sent}\n< ${received}`).join('\n')
  if (element === undefined) {
    return status === 'warn'
      ? `${head}><system-out>${escaped(`${summary}\n${proof}`)}</system-out></testcase>`
      : `${head}/>`
  }
  return `${head}><${element} message="${escaped(summary)}">${element === 'skipped' ? '' : escaped(proof)}</${element}></testcase>`
}
