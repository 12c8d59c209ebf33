/** Types the commands of one page into a shell of their own, in a folder of their own, on one stage. */
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startChild } from '../../harness/child.ts'
import { ROOT } from '../../harness/pad-server.ts'
import { type TemporaryFolder, temporaryFolder } from '../../harness/temporary.ts'
import { testCertificate } from '../../proxies/certificate.ts'
import { searchPath } from '../../proxies/start-hop.ts'
import type { Stage } from './stages.ts'

const REDIRECTION = join(ROOT, 'dist/e2e/docs/commands/other-addresses.js')

/** Where a page's commands leave files for its next ones; `npx holdfast` is this clone's. */
export async function desk(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder('page')
  await mkdir(join(folder.path, 'node_modules/.bin'), { recursive: true })
  await symlink(join(ROOT, 'doctor/holdfast.js'), join(folder.path, 'node_modules/.bin/holdfast'))
  return folder
}

/** Both streams, as a terminal shows them. */
export async function type(commands: string, folder: string, stage: Stage): Promise<string> {
  const { authority } = testCertificate()
  const curl = [...stage.addresses].map(([from, to]) => `connect-to = "${from}:${to}"`)
  await writeFile(join(folder, '.curlrc'), [...curl, `cacert = "${authority}"`, ''].join('\n'))
  if (stage.config !== undefined) await writeFile(join(folder, 'pads.conf'), stage.config)
  const child = startChild({
    name: 'the commands',
    command: ['bash', '-c', `exec 2>&1\n${commands}`],
    cwd: folder,
    env: {
      PATH: searchPath(),
      CURL_HOME: folder,
      NODE_EXTRA_CA_CERTS: authority,
      NODE_OPTIONS: `--import=${REDIRECTION}`,
      HOLDFAST_PAGE_ADDRESSES: JSON.stringify(Object.fromEntries(stage.addresses)),
      npm_config_update_notifier: 'false',
    },
  })
  await child.ended
  return child.output()
}
