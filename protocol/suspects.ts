/**
 * From what arrived of a handshake to what happened to it: the cause by its mechanism, the proxy next to the
 * server that leaves such a trace, how sure that is, and the lines that mend it. Pure, shared by both ends.
 * It judges only the last hop's trace: the guilty proxy may stand further out, and then it says so.
 */
import { type Cause, fixLines, type Hop } from './proxy-fixes.ts'
import { listed, type Residue } from './residue.ts'

export interface Suspect {
  readonly cause: Cause
  readonly hop: Hop
  /** certain: only this proxy leaves the trace. likely: so far seen of this one. possible: several leave it. */
  readonly confidence: 'certain' | 'likely' | 'possible'
  /** Lines for its configuration. */
  readonly fix: readonly string[]
}

export interface Judgement {
  /** intact: it could become a WebSocket. stripped: it was one when it was sent. not-a-handshake: no sign of one. */
  readonly verdict: 'stripped' | 'intact' | 'not-a-handshake'
  /** Most suspect first; empty unless stripped. */
  readonly suspects: readonly Suspect[]
  /** More than one proxy left a trace: what the last one did may be what another one did before it. */
  readonly furtherOut: boolean
}

export function judgeResidue(residue: Residue): Judgement {
  // A keyless request proves nothing: a person, a monitor, or a program that is not speaking WebSocket.
  if (!residue.key || residue.method.toUpperCase() !== 'GET')
    return { verdict: 'not-a-handshake', suspects: [], furtherOut: false }
  const signs = readSigns(residue)
  if (signs.upgrade === 'websocket' && signs.connection === 'upgrade')
    return { verdict: 'intact', suspects: [], furtherOut: false }
  const suspects = accuse(signs).map(
    ([hop, cause, confidence]): Suspect => ({ cause, hop, confidence, fix: fixLines(cause, hop) }),
  )
  const named = new Set(suspects.map((suspect) => suspect.hop))
  const others = [...signs.marks].some((hop) => !named.has(hop))
  return { verdict: 'stripped', suspects, furtherOut: others || signs.hops > 1 }
}

interface Signs {
  readonly old: boolean
  readonly connection: 'absent' | 'close' | 'keep-alive' | 'upgrade' | 'other'
  readonly upgrade: 'absent' | 'websocket' | 'switch-word' | 'other'
  /** Proxies that signed the request, wherever in the chain they stand. */
  readonly marks: ReadonlySet<Hop>
  /** The newest entry of Via is Squid's, or Squid hides Via and left its other mark. */
  readonly squid: boolean
  readonly varnish: boolean
  readonly apache: boolean
  readonly forwarded: boolean
  /** How many hops the longest list tells of. */
  readonly hops: number
}

const tokens = (value: string | null): readonly string[] | null =>
  listed(value)?.map((token) => token.toLowerCase()) ?? null

function readSigns(residue: Residue): Signs {
  const via = tokens(residue.via) ?? []
  const newest = via.at(-1)
  const squid = newest === undefined ? residue['surrogate-capability'] !== null : newest.includes('squid')
  const varnish = residue['x-varnish'] !== null || newest?.includes('varnish') === true
  const apache = residue['x-forwarded-server'] !== null
  const marks = new Set<Hop>()
  if (squid || via.some((entry) => entry.includes('squid'))) marks.add('squid')
  if (varnish || via.some((entry) => entry.includes('varnish'))) marks.add('varnish')
  if (apache) marks.add('apache')
  const lists = [residue['x-forwarded-for'], residue['x-forwarded-host'], residue.forwarded, residue.via]
  return {
    old: residue.httpVersion === '1.0',
    connection: connectionOf(tokens(residue.connection) ?? []),
    upgrade: upgradeOf(tokens(residue.upgrade) ?? []),
    marks,
    squid,
    varnish,
    apache,
    forwarded: residue['x-forwarded-for'] !== null,
    hops: Math.max(...lists.map((list) => listed(list)?.length ?? 0)),
  }
}

function connectionOf(options: readonly string[]): Signs['connection'] {
  if (options.length === 0) return 'absent'
  for (const option of ['upgrade', 'close', 'keep-alive'] as const)
    if (options.includes(option)) return option
  return 'other'
}

function upgradeOf(protocols: readonly string[]): Signs['upgrade'] {
  if (protocols.length === 0) return 'absent'
  if (protocols.includes('websocket')) return 'websocket'
  // The values of nginx's usual map, sent in the wrong header.
  return protocols.some((protocol) => protocol === 'upgrade' || protocol === 'close')
    ? 'switch-word'
    : 'other'
}

type Accusation = readonly [hop: Hop, cause: Cause, confidence: Suspect['confidence']]

function accuse(signs: Signs): readonly Accusation[] {
  const { connection, upgrade } = signs
  if (upgrade === 'switch-word') return [['nginx', 'upgrade-value-wrong', 'likely']]
  if (upgrade === 'other') return [['unknown', 'upgrade-value-wrong', 'possible']]
  if (upgrade === 'websocket') {
    if (connection === 'absent') return accuseForEmptyConnection(signs)
    return connection === 'close'
      ? [['nginx', 'connection-missing', 'likely']]
      : [['unknown', 'connection-missing', 'possible']]
  }
  if (connection === 'upgrade') return accuseForUpgradeAlone(signs)
  // Of the six usual proxies only nginx speaks HTTP/1.0 to a server without being told to.
  if (signs.old) return [['nginx', 'http-1.0', 'likely']]
  if (connection === 'keep-alive') return accuseForKeepAlive(signs)
  if (connection === 'close') {
    return signs.varnish
      ? [
          ['varnish', 'pipe-without-headers', 'likely'],
          ['nginx', 'upgrade-headers-missing', 'possible'],
        ]
      : [['nginx', 'upgrade-headers-missing', 'likely']]
  }
  if (connection === 'absent' && signs.varnish) return [['varnish', 'pipe-missing', 'likely']]
  // nginx with `Connection ""` for kept connections, or a proxy nobody measured.
  return [
    ['nginx', 'upgrade-headers-missing', 'possible'],
    ['unknown', 'upgrade-headers-missing', 'possible'],
  ]
}

/** nginx is told to empty it by many a guide; the others by a rule of their owner. */
function accuseForEmptyConnection(signs: Signs): readonly Accusation[] {
  const accused: Accusation[] = [
    ['nginx', 'connection-empty', 'likely'],
    ['haproxy', 'connection-missing', 'possible'],
  ]
  if (signs.forwarded) accused.push(['caddy', 'connection-missing', 'possible'])
  return accused
}

function accuseForUpgradeAlone(signs: Signs): readonly Accusation[] {
  if (signs.old) return [['nginx', 'upgrade-missing', 'likely']]
  const accused: Accusation[] = [
    ['nginx', 'upgrade-missing', 'possible'],
    ['haproxy', 'upgrade-missing', 'possible'],
  ]
  // Caddy always says whom it forwards for.
  if (signs.forwarded) accused.push(['caddy', 'upgrade-missing', 'possible'])
  return accused
}

/** Apache and Squid keep the connection to the server alive and say so; the others do not. */
function accuseForKeepAlive({ apache, squid }: Signs): readonly Accusation[] {
  const confidence = apache && squid ? 'likely' : apache || squid ? 'certain' : 'possible'
  const neither = !apache && !squid
  const accused: Accusation[] = []
  if (apache || neither) accused.push(['apache', 'upgrade-not-enabled', confidence])
  if (squid || neither) accused.push(['squid', 'upgrade-not-enabled', confidence])
  return accused
}
