/**
 * A real nginx from the configuration people paste (proxy-configs/good/nginx.conf), made runnable without root:
 * only its three places marked CHANGE are filled in, and what Debian's main file would add goes around it.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startChild } from './child.ts'
import { ROOT } from './pad-server.ts'
import { freePort } from './ports.ts'
import { temporaryFolder } from './temporary.ts'

const GOOD = 'proxy-configs/good/nginx.conf'

export interface Nginx {
  readonly url: string
  /** What nginx itself complained about; empty when all is well. */
  complaints(): Promise<string>
  /** Another change of the good configuration, taken over by a reload as people do it (SIGHUP). */
  reload(change?: (config: string) => string): Promise<void>
  close(): Promise<void>
}

/** The pasted part with its placeholders filled; throws when one of them is not there any more. */
export function fillIn(config: string, listen: string, upstream: string): string {
  const places: readonly (readonly [string, string])[] = [
    ['listen 80;', `listen ${listen};`],
    ['server_name pads.example.org;', 'server_name localhost;'],
    ['server 127.0.0.1:3000;', `server ${upstream};`],
  ]
  return places.reduce((text, [placeholder, value]) => {
    if (text.split(placeholder).length !== 2) {
      throw new Error(`the nginx configuration has to contain "${placeholder}" once, to be filled in`)
    }
    return text.replace(placeholder, value)
  }, config)
}

/** Leaves these headers out of a configuration, as people do; throws when one was not there to be forgotten. */
export const forgetting =
  (...headers: readonly string[]) =>
  (config: string): string =>
    headers.reduce((text, header) => {
      const line = new RegExp(`^ *proxy_set_header ${header} .*\n`, 'm')
      if (!line.test(text)) throw new Error(`the nginx configuration sets no header "${header}"`)
      return text.replace(line, '')
    }, config)

const around = (folder: string, site: string): string => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${site}
}
`

type Change = (config: string) => string
const asItIs: Change = (config) => config

/** Runs the good configuration, or what `change` makes of it. */
export async function startNginx(upstreamPort: number, change: Change = asItIs): Promise<Nginx> {
  const folder = await temporaryFolder('nginx')
  const port = await freePort()
  const file = join(folder.path, 'nginx.conf')
  const log = join(folder.path, 'error.log')
  const configure = async (changed: Change) => {
    const good = await readFile(join(ROOT, GOOD), 'utf8')
    const site = fillIn(changed(good), `127.0.0.1:${port}`, `127.0.0.1:${upstreamPort}`)
    await writeFile(file, around(folder.path, site))
  }
  await configure(change)
  const { PATH = '' } = process.env
  const child = startChild({
    name: 'nginx',
    command: ['nginx', '-e', log, '-c', file],
    // Debian keeps servers in sbin, which an ordinary user's PATH leaves out.
    env: { PATH: `${PATH}:/usr/sbin:/usr/local/sbin` },
  })
  const close = async () => {
    await child.stop('SIGTERM').finally(() => folder.remove())
  }
  const url = `http://127.0.0.1:${port}`
  let gone = false
  void child.ended.then(() => {
    gone = true
  })
  const until = Date.now() + 5000
  while (!(await answers(url))) {
    if (gone || Date.now() > until) {
      const said = child.output() + (await readFile(log, 'utf8').catch(() => ''))
      await child.stop('SIGKILL')
      await folder.remove()
      throw new Error(`nginx did not answer on ${url}:\n${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const reload = async (changed: Change = asItIs) => {
    await configure(changed)
    process.kill(child.pid, 'SIGHUP')
  }
  return { url, complaints: () => readFile(log, 'utf8'), reload, close }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer()
      return true
    },
    () => false,
  )
