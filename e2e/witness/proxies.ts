/**
 * Real proxies with small configurations written for one test each, run without root from their own folders.
 * Each begins where the marked part of its configuration begins; what surrounds it only makes it run here.
 */
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { type Child, startChild } from '../harness/child.ts'
import { freePort } from '../harness/ports.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { PROVISIONS } from '../suite/provisions.ts'
import { thisPlace } from '../suite/this-place.ts'

export interface RunningProxy {
  readonly port: number
  /** One line per request, from a proxy whose recipe writes them; empty from others. */
  accessLog(): Promise<string>
  close(): Promise<void>
}

interface Recipe {
  readonly program: string
  readonly args: (file: string, folder: string) => readonly string[]
  readonly config: (folder: string, port: number, upstream: number) => string
  /** How it is asked to end. Squid waits for its clients for seconds on anything gentle. */
  readonly stop: NodeJS.Signals
}

/** `location` is what stands inside `location / { … }`. */
export const nginx = (location: string): Recipe => ({
  program: 'nginx',
  args: (file, folder) => ['-e', join(folder, 'error.log'), '-c', file],
  stop: 'SIGTERM',
  config: (folder, port, upstream) => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      ${location}
    }
  }
}
`,
})

/** `options` is what follows the address in ProxyPass. */
export const apache = (options: string): Recipe => ({
  program: 'apache2',
  args: (file) => ['-f', file, '-DFOREGROUND'],
  stop: 'SIGTERM',
  config: (folder, port, upstream) => `
ServerRoot ${folder}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
ServerName localhost
User nobody
Group nogroup
Listen 127.0.0.1:${port}
${['mpm_event', 'authz_core', 'proxy', 'proxy_http']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
StartServers 1
ThreadsPerChild 25
ServerLimit 1
MaxRequestWorkers 25
ProxyPass / http://127.0.0.1:${upstream}/ ${options}
`,
})

/** An accelerator in front of one server; `more` is what an operator would add. */
export const squid = (more: string): Recipe => ({
  program: 'squid',
  args: (file) => ['-N', '-f', file],
  stop: 'SIGKILL',
  config: (folder, port, upstream) => `
http_port 127.0.0.1:${port} accel vhost defaultsite=localhost
cache_peer 127.0.0.1 parent ${upstream} 0 no-query originserver
http_access allow all
never_direct allow all
cache deny all
pid_filename ${folder}/squid.pid
cache_log ${folder}/cache.log
access_log stdio:${folder}/access.log
coredump_dir ${folder}
pinger_enable off
netdb_filename none
visible_hostname edge.test
${more}
`,
})

export async function startProxy(recipe: Recipe, upstream: number): Promise<RunningProxy> {
  const { program } = recipe
  if (!thisPlace().has(program)) throw new Error(missing(program))
  const folder = await temporaryFolder(program)
  // Started as root, Squid goes on as another user, and writes its logs as that one.
  await chmod(folder.path, 0o777)
  const port = await freePort()
  const file = join(folder.path, 'proxy.conf')
  await writeFile(file, recipe.config(folder.path, port, upstream))
  const { PATH = '' } = process.env
  const child = startChild({
    name: program,
    command: [program, ...recipe.args(file, folder.path)],
    // Debian keeps servers in sbin, which an ordinary user's PATH leaves out.
    env: { PATH: `${PATH}:/usr/sbin:/usr/local/sbin` },
  })
  const close = async () => {
    await child.stop(recipe.stop)
    await folder.remove()
  }
  try {
    await listening(child, port)
  } catch (failure) {
    await close()
    throw failure
  }
  const accessLog = () => readFile(join(folder.path, 'access.log'), 'utf8').catch(() => '')
  return { port, accessLog, close }
}

const missing = (program: string): string => {
  const packages = PROVISIONS.find(({ programs }) => programs.includes(program))?.debian.join(' ')
  return `${program} is not on this machine; install the package ${packages ?? program}`
}

async function listening(child: Child, port: number): Promise<void> {
  let ended = false
  void child.ended.then(() => {
    ended = true
  })
  const until = Date.now() + 20_000
  while (!(await accepts(port))) {
    if (ended || Date.now() > until) throw new Error(`nothing listens on port ${port}:\n${child.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
