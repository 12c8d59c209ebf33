/** Varnish for the linter: whether a handshake is piped with its headers, and what it does to everything else. */
import type { Dialect } from '../dialect.ts'
import { baseOf, type Finding, type Wanted } from '../finding.ts'
import { HELD_SECONDS } from '../limits.ts'
import { named, type Statement, within } from '../statement.ts'
import { holds, type Request } from './condition.ts'
import { type Decision, decide, subsOf } from './recv.ts'
import { parseVcl } from './syntax.ts'

const FAULTS = [
  'varnish-pipe-missing',
  'varnish-pass-instead-of-pipe',
  'varnish-pipe-without-headers',
  'varnish-upgrade-denied',
  'varnish-first-byte-timeout',
  'varnish-caches-everything',
  'varnish-method-filter',
  'varnish-sub-path-kept',
  'varnish-sub-path-not-announced',
] as const

type Fault = (typeof FAULTS)[number]
const found = (fault: Fault, { at }: Pick<Statement, 'at'>, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

const isAboutUpgrade = ({ under }: Decision): boolean =>
  under.some((condition) => /req\.http\.(upgrade|connection)/i.test(condition))

function recvFindings(statements: readonly Statement[], wanted: Wanted): readonly Finding[] {
  const path = wanted.path ?? '/collab/'
  const base = baseOf(path)
  const recv = named(statements, 'sub').find(({ args }) => args[0] === 'vcl_recv')
  const at = recv ?? named(statements, 'backend')[0]
  if (at === undefined) return []
  const headers = {
    host: wanted.host,
    upgrade: undefined,
    connection: 'keep-alive',
    authorization: undefined,
  }
  const plain: Request = { url: `${base}p/room`, method: 'GET', headers }
  const socket = decide(statements, {
    url: `${path}room`,
    method: 'GET',
    headers: { ...headers, upgrade: 'websocket', connection: 'Upgrade' },
  })
  const page = decide(statements, plain)
  const posted = decide(statements, { ...plain, url: `${base}api/pads`, method: 'POST' })
  return [
    ...handshake(statements, socket, page, at),
    ...(posted.action === 'synth' && page.action !== 'synth' && posted.by
      ? [found('varnish-method-filter', posted.by)]
      : []),
    ...(/^(hash|lookup)$/.test(page.action) && !page.possible.includes('pass') ? kept(statements) : []),
    ...subPath(socket, base, at),
  ]
}

function handshake(
  statements: readonly Statement[],
  socket: Decision,
  page: Decision,
  at: Statement,
): readonly Finding[] {
  const { action, by, possible } = socket
  if (action === 'pipe') {
    const lines = within(subsOf(statements, 'vcl_pipe'))
    const copies = (header: string) =>
      lines.some(({ name, args }) => name === 'set' && args[0]?.toLowerCase() === `bereq.http.${header}`)
    return copies('upgrade') && copies('connection') ? [] : [found('varnish-pipe-without-headers', by ?? at)]
  }
  if (possible.includes('pipe')) return []
  if (action === 'synth' && page.action !== 'synth' && by)
    return isAboutUpgrade(socket) ? [found('varnish-upgrade-denied', by)] : []
  if (action === 'pass' && isAboutUpgrade(socket) && by) return [found('varnish-pass-instead-of-pipe', by)]
  return action === 'synth' ? [] : [found('varnish-pipe-missing', at)]
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const secondsOf = (text: string | undefined): number | undefined => {
  const match = /^([\d.]+)(ms|s|m|h|d|w)$/.exec(text ?? '')
  return match ? Number(match[1]) * (UNITS[match[2] as string] as number) : undefined
}

const PAGES: readonly Request[] = ['/p/room', '/api/pads'].map((url) => ({ url, method: 'GET', headers: {} }))

/** What is done to every page or every list; a condition that the file does not decide is somebody's choice. */
const applied = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((statement) => {
    if (statement.name !== 'if') return [statement]
    const condition = statement.args.join(' ').replaceAll('bereq.', 'req.')
    return PAGES.some((page) => holds(condition, page) === true) ? applied(statement.block ?? []) : []
  })

/** A lifetime that is set whatever the answer says. */
const kept = (statements: readonly Statement[]): readonly Finding[] =>
  applied(subsOf(statements, 'vcl_backend_response'))
    .filter(({ name, args }) => name === 'set' && args[0] === 'beresp.ttl' && (secondsOf(args[2]) ?? 0) > 0)
    .map((line) => found('varnish-caches-everything', line))

function subPath(socket: Decision, base: string, at: Statement): readonly Finding[] {
  if (base === '/' || !socket.isUrlKnown || socket.set.has('x-forwarded-prefix')) return []
  if (socket.action === 'synth') return []
  const isKept = socket.request.url.startsWith(base)
  const unless = 'unless HOLDFAST_PUBLIC_URL has the path'
  return [found(isKept ? 'varnish-sub-path-kept' : 'varnish-sub-path-not-announced', at, unless)]
}

/** Of a backend (`.first_byte_timeout = 30s;`) or of each request to it. */
const firstByte = (statements: readonly Statement[]): readonly Finding[] =>
  within(statements)
    .filter(
      ({ name, args }) =>
        name === '.first_byte_timeout' || (name === 'set' && args[0] === 'bereq.first_byte_timeout'),
    )
    .filter(({ args }) => (secondsOf(args.at(-1)) ?? HELD_SECONDS + 1) <= HELD_SECONDS)
    .map((line) =>
      found(
        'varnish-first-byte-timeout',
        line,
        `${line.args.at(-1)}; requests are held for up to ${HELD_SECONDS} s`,
      ),
    )

export const varnish: Dialect = {
  proxy: 'varnish',
  faults: FAULTS,
  marks: [
    /^[ \t]*vcl\s+4\.\d\s*;/,
    /^[ \t]*(sub\s+vcl_|backend\s+\w+\s*\{|import\s+\w+;|set\s+(be)?re(q|sp)\.)/,
    /return\s*\(\w+\)\s*;/,
  ],
  read(texts, _files, wanted) {
    const parts = texts.map(({ name, text }) => parseVcl(name, text))
    const statements = parts.flatMap((part) => part.statements)
    const hasBackend = named(statements, 'backend').length > 0
    return {
      findings: hasBackend ? [...recvFindings(statements, wanted), ...firstByte(statements)] : [],
      oddities: parts.flatMap(({ oddities }) => oddities),
      spared: [],
      ways: hasBackend ? 1 : 0,
    }
  },
}
