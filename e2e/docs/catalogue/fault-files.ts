/**
 * The files in a fault's folder that are made from its record: the broken configuration of each hop, and the page
 * for people. Whoever changes the record runs `npm run docs`.
 */
import { broken, fixDiff } from '../../../proxy-configs/edits.ts'
import { type Fault, type Myth, type Stories, SYMPTOMS, type Way } from '../../../proxy-configs/fault.ts'
import { exampleConfig, goodOf, isProxy, withoutIntroduction } from '../../../proxy-configs/hop.ts'
import { MYTHS } from '../../../proxy-configs/myths.ts'
import { GOOD, type Probe } from '../../../proxy-configs/probes.ts'
import { FRAMES } from '../../proxies/frames.ts'
import { code, table } from '../markdown.ts'

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

/** Comments in every proxy's language begin so, Varnish's included. */
const about = (title: string): string => `# Broken on purpose: ${title}.
# Lines behind \`#-\` are in the good configuration and missing here; what stands below \`#+\` is the fault.
# What it does, how to tell it and how to mend it: README.md beside this file.
`

interface HopFile {
  readonly name: string
  readonly text: string
  /** Something in it is wrong. */
  readonly isBroken: boolean
}

function hopFiles(way: Way): readonly HopFile[] {
  const several = way.hops.filter(isProxy).length > 1
  const nodes = way.end === 'strangers' || way.end === 'two-addresses' ? 2 : 1
  return way.hops.flatMap((hop, index) => {
    if (!isProxy(hop)) return []
    const { proxy, extension } = goodOf(hop)
    const number = way.hops.slice(0, index + 1).filter(isProxy).length
    return [
      {
        name: `${several ? `${number}-` : ''}${proxy}.${extension}`,
        text: exampleConfig(way.hops, index, nodes),
        isBroken: (hop.edits ?? []).length > 0,
      },
    ]
  })
}

const configFiles = (folder: string, title: string, way: Way): readonly GeneratedFile[] =>
  hopFiles(way)
    .filter(({ isBroken }) => isBroken)
    .map(({ name, text }) => ({
      path: `${folder}/${name}`,
      text: `${about(title)}\n${withoutIntroduction(text)}`,
    }))

export function faultFiles(fault: Fault): readonly GeneratedFile[] {
  const folder = `proxy-configs/faults/${fault.id}`
  return [
    ...configFiles(folder, fault.title, fault.way),
    { path: `${folder}/README.md`, text: faultPage(fault) },
  ]
}

export function mythFiles(myth: Myth): readonly GeneratedFile[] {
  const folder = `proxy-configs/myths/${myth.id}`
  return [...configFiles(folder, myth.title, myth.way), { path: `${folder}/README.md`, text: mythPage(myth) }]
}

function faultPage(fault: Fault): string {
  return joined([
    heading(fault.title),
    `\`${fault.id}\` · ${SYMPTOMS[fault.symptom]}`,
    section('What people see', fault.sees),
    section('On the wire', fault.wire, wireTable(fault)),
    section('Not to be taken for', links(fault.neighbours)),
    section('What two people see who write in one pad', storyTable(fault.stories), TOLD),
    section('What Holdfast does', fault.ours),
    section('Mend it', fault.fix, ...fixes(fault.way)),
    ...(fault.check === undefined ? [] : [section('What its own check says', checkOf(fault.check))]),
    wayOf(fault.way),
    sourcesOf(fault.sources),
  ])
}

function mythPage(myth: Myth): string {
  const different = wireTable(myth)
  return joined([
    heading(myth.title),
    `\`${myth.id}\` · a myth`,
    section('What is said', myth.claim),
    section('What was measured', myth.measured, different || 'Every answer is as good as without it.'),
    ...configsShown(myth.way),
    sourcesOf(myth.sources),
  ])
}

const heading = (title: string): string => `# ${title}`
const joined = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`
const section = (title: string, ...parts: readonly string[]): string =>
  joined([`## ${title}`, ...parts]).trimEnd()

/** Ids of other faults, and of myths, lead to their folders. */
const links = (text: string): string =>
  text.replace(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g, (_named, id: string) => {
    const folder = MYTHS.some((myth) => myth.id === id) ? '../../myths' : '..'
    return `[\`${id}\`](${folder}/${id}/README.md)`
  })

/** What each probe asks, for a reader who does not know its name. */
const ASKED: { readonly [probe in Probe]: string } = {
  page: '`GET /p/<pad>`',
  script: 'the script the page names',
  health: '`GET /live/health`',
  list: '`GET /api/pads`',
  large: '`POST /api/pads`, more than 1 MB',
  'socket-path': 'plain `GET /collab/<pad>`',
  handshake: 'WebSocket handshake',
  'handshake-list': 'the same with `Connection: keep-alive, Upgrade`',
  'handshake-origin': 'the same with the page’s `Origin`',
  'handshake-h2': 'WebSocket over HTTP/2 (RFC 8441)',
  'round-trip': 'first frame over the socket',
  residue: 'what the app saw of the handshake',
  forwarded: 'what the app was told of the visitor',
  exchange: 'short `POST` of the exchange',
  held: '`POST` held for a few seconds',
  idle: 'socket silent for a few seconds',
  pinged: 'the same, pinged',
  fresh: 'page and list after a change',
  stream: 'an answer in four pieces over 0.9 s',
  together: 'two sockets in one pad',
  'large-frame': '1 MiB over the socket',
}

function wireTable({ expect }: Pick<Fault, 'expect'>): string {
  const rows = Object.entries(expect).filter(([probe, result]) => GOOD[probe as Probe] !== result)
  if (rows.length === 0) return ''
  return table(
    ['asked', 'good', 'here'],
    rows.map(([probe, result]) => [ASKED[probe as Probe], code(GOOD[probe as Probe]), code(result)]),
  )
}

/** What is on the wire is asked at each run of the suite; what people see is not yet. */
const TOLD =
  'Concluded from what is on the wire. `npm run e2e:clients` tells it in a browser, on the real proxy; it is not part of `npm test`.'

const storyTable = (stories: Stories): string =>
  table(
    ['y-websocket alone', 'socket.io, WebSocket only', 'Holdfast'],
    [[stories['socket-only'], stories['five-attempts'], stories.holdfast]],
  )

const fenced = (language: string, lines: readonly string[]): string =>
  [`\`\`\`${language}`, ...lines, '```'].join('\n')

/** What mends each broken file of a way, as a diff. */
export function fixes(way: Way): readonly string[] {
  const files = hopFiles(way).filter(({ isBroken }) => isBroken)
  const inFiles = files.map(({ name, text }) =>
    [
      ...(files.length > 1 ? [`In \`${name}\`:`, ''] : []),
      fenced('diff', fixDiff(withoutIntroduction(text))),
    ].join('\n'),
  )
  return [...inFiles, ...mainFixes(way)]
}

/** Of a main file only the lines in question: the rest of it is everybody's own. */
const mainFixes = (way: Way): readonly string[] =>
  way.hops.filter(isProxy).flatMap((hop) => {
    if (hop.main === undefined) return []
    const main = broken(FRAMES[goodOf(hop).proxy].around('', '', 0), hop.main)
    const lines = fixDiff(main).filter((line) => /^[-+]/.test(line))
    return [['In its main file:', '', fenced('diff', lines)].join('\n')]
  })

const configsShown = (way: Way): readonly string[] =>
  hopFiles(way)
    .filter(({ isBroken }) => isBroken)
    .map(({ name, text }) =>
      section(`The lines in question, in ${name}`, fenced('diff', fixDiff(withoutIntroduction(text)))),
    )

const checkOf = ({ ok, says }: NonNullable<Fault['check']>): string =>
  `It ${ok ? 'lets the file pass' : 'refuses the file'}${says === '' ? '' : ` and says \`${says}\``}.`

const ENDS: { readonly [end in NonNullable<Way['end']>]: string } = {
  app: 'Holdfast',
  'two-addresses': 'Holdfast at two addresses',
  strangers: 'two Holdfasts that share nothing',
  down: 'nothing that listens',
  silent: 'something that accepts and never answers',
}

const VISITORS = {
  right: 'visitor',
  'at-plain-port': 'visitor at the port for plain HTTP',
  'without-tls': 'visitor without TLS',
} as const satisfies Record<NonNullable<Way['visitors']> | 'right', string>

function wayOf(way: Way): string {
  const hops = way.hops.map((hop) => {
    if (!isProxy(hop)) return `a firewall that ${hop.firewall.replaceAll('-', ' ')}`
    const wrong = [...(hop.edits ?? []), ...(hop.main ?? [])].length > 0 ? ' (broken)' : ''
    return `${goodOf(hop).proxy}${hop.tls ? ' with TLS' : ''}${hop.subPath ? ` under ${hop.subPath}` : ''}${wrong}`
  })
  const visitor = VISITORS[way.visitors ?? 'right']
  return section('Proven on', `${[visitor, ...hops, ENDS[way.end ?? 'app']].join(' → ')}.`)
}

const sourcesOf = (sources: readonly string[]): string =>
  section(
    'Sources',
    sources.map((source) => `- ${/^https?:/.test(source) ? `<${source}>` : source}`).join('\n'),
  )
