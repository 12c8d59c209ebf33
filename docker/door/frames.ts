/**
 * What a configuration of the catalogue needs around it to run in a door: from one folder, as somebody who is not
 * root, with a file system that cannot be written elsewhere, and with everything it says on its output, where
 * whoever keeps the door reads it. One frame for each proxy; none of them changes a line of what it frames.
 */
import { join } from 'node:path'
import type { ProxyName } from '../../proxy-configs/good.ts'

export interface Frame {
  /** The main file with the catalogue's text in its place. */
  around(config: string, folder: string): string
  run(file: string, folder: string): readonly [program: string, ...args: string[]]
  /** The proxy's own check of a file; 0 is good. */
  check(file: string, folder: string): readonly [program: string, ...args: string[]]
  /** Read your file again, and leave open connections alone. */
  readonly reload: NodeJS.Signals
  /** What it says when it listens. */
  readonly started: RegExp
  /** What it says when the new file holds for whoever comes now. */
  readonly reloaded: RegExp
  /** How it is asked to end now. */
  readonly stop: NodeJS.Signals
}

const nginx: Frame = {
  run: (file, folder) => ['nginx', '-p', folder, '-e', 'stderr', '-c', file],
  check: (file, folder) => ['nginx', '-t', '-p', folder, '-e', 'stderr', '-c', file],
  reload: 'SIGHUP',
  stop: 'SIGTERM',
  started: /start worker process \d+/,
  // The workers of the old file take nobody new from here on.
  reloaded: /gracefully shutting down/,
  around: (config, folder) => `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr notice;
events { worker_connections 1024; }
http {
  access_log off;
  include /etc/nginx/mime.types;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${config}
}
`,
}

/** What Debian's Apache has enabled from the start and is of use here. */
const APACHE_FROM_THE_START = ['mpm_event', 'authz_core', 'reqtimeout']
/** What `a2enmod` enables along with a module. */
const APACHE_ALONG: Readonly<Record<string, readonly string[]>> = { proxy_http: ['proxy'] }

/** Exactly what the catalogue's text says in its comments. */
function apacheModules(config: string): readonly string[] {
  const said = [...config.matchAll(/^# {3}a2enmod (.*)$/gm)].flatMap(([, names = '']) => names.split(' '))
  const all = said.flatMap((name) => [...(APACHE_ALONG[name] ?? []), name])
  return [...new Set([...APACHE_FROM_THE_START, ...all])]
}

/** User and Group count only where it is started as root, as tests may be. */
const apache: Frame = {
  run: (file) => ['apache2', '-f', file, '-DFOREGROUND'],
  check: (file) => ['apache2', '-t', '-f', file],
  reload: 'SIGUSR1',
  stop: 'SIGTERM',
  started: /resuming normal operations/,
  reloaded: /resuming normal operations/,
  around: (config, folder) => `ServerRoot ${folder}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog "|/bin/cat"
LogLevel notice
User nobody
Group nogroup
ServerName localhost
${apacheModules(config)
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
StartServers 1
ThreadsPerChild 25
MinSpareThreads 25
RequestReadTimeout header=20-40,minrate=500
RequestReadTimeout body=10,minrate=500
${[...new Set([...config.matchAll(/^<VirtualHost (.*)>$/gm)].map(([, at]) => `Listen ${at}`))].join('\n')}
${config}
`,
}

/** File of a door's folder that says which name 127.0.0.1 has: Squid looks it up before it compares names. */
export const HOSTS = 'hosts'

const squid: Frame = {
  run: (file) => ['squid', '-N', '-d', '1', '-f', file],
  check: (file) => ['squid', '-k', 'parse', '-f', file],
  reload: 'SIGHUP',
  // It waits for its clients for seconds on anything gentle.
  stop: 'SIGKILL',
  started: /Accepting .*HTTP Socket connections/,
  reloaded: /Accepting .*HTTP Socket connections/,
  around: (config, folder) => `${config}
pid_filename ${join(folder, 'squid.pid')}
cache_log /dev/null
access_log none
coredump_dir ${folder}
pinger_enable off
netdb_filename none
hosts_file ${join(folder, HOSTS)}
shutdown_lifetime 0 seconds
`,
}

/** The proxies that doors are made of. */
export const FRAMES: { readonly [proxy in ProxyName]?: Frame } = { nginx, apache, squid }
