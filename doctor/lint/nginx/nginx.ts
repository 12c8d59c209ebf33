/** nginx for the linter: how it is recognised, read, and what is looked for in it. */

import type { Dialect, Reading } from '../dialect.ts'
import type { Finding, Wanted } from '../finding.ts'
import { SPARED, uncovered } from '../finding.ts'
import { type NginxConfig, nginxConfig } from './config.ts'
import { type Door, doorsOf } from './doors.ts'
import { PAGE_FAULTS, pageFindings } from './page-rules.ts'
import { readNginx } from './read.ts'
import { PATH_FAULTS, pathFindings, SERVER_FAULTS, serverFindings, shadowed } from './server-rules.ts'
import { UPGRADE_FAULTS, upgradeFindings } from './upgrade-rules.ts'

/** One set of missing lines, seen from several sides: whoever takes the whole block has mended all of them. */
const COVERS = {
  'nginx-bare-proxy-pass': ['nginx-host-missing', 'nginx-scheme-not-forwarded', 'nginx-body-too-small'],
  'nginx-set-header-inheritance-lost': ['nginx-host-missing', 'nginx-scheme-not-forwarded'],
  'nginx-config-syntax-error': [...UPGRADE_FAULTS, ...PAGE_FAULTS],
}

const atDoor = (config: NginxConfig, door: Door, wanted: Wanted): readonly Finding[] => [
  ...pathFindings(door, wanted),
  ...upgradeFindings(config, door, wanted),
  ...pageFindings(config, door),
]

function judge(texts: ReturnType<typeof readNginx>, wanted: Wanted): Reading {
  const config = nginxConfig(texts)
  // What stands in the way is to be removed, so what is wrong inside of it does not matter.
  const inTheWay = shadowed(config).map(({ by }) => by)
  const { doors: found, spared } = doorsOf(config, wanted)
  const doors = found.filter(({ server }) => !inTheWay.includes(server))
  const all = serverFindings(config, wanted)
  const byDoor = doors.flatMap((door) => uncovered([...all, ...atDoor(config, door, wanted)], COVERS))
  return {
    findings: [...all, ...byDoor],
    oddities: config.oddities,
    spared: spared.map(({ statement: { at } }) => ({ at, what: SPARED })),
    ways: doors.length,
  }
}

export const nginx: Dialect = {
  proxy: 'nginx',
  faults: [...UPGRADE_FAULTS, ...PAGE_FAULTS, ...PATH_FAULTS, ...SERVER_FAULTS],
  marks: [
    /^[ \t]*(location|upstream|map|geo|limit_(req|conn)_zone)\s[^\n]*\{[ \t]*(#.*)?$/m,
    /^[ \t]*(proxy_pass|proxy_set_header|server_name|listen|include|proxy_http_version)\s[^\n]*;/m,
    /^[ \t]*(http|events|server)\s*\{/m,
    /^# configuration file .+:$/m,
  ],
  read(texts, files, wanted) {
    const parts = texts.map(({ name, text }) => readNginx(name, text, files))
    return judge(
      {
        statements: parts.flatMap(({ statements }) => statements),
        oddities: parts.flatMap(({ oddities }) => oddities),
        includes: parts.flatMap(({ includes }) => includes),
      },
      wanted,
    )
  },
}
