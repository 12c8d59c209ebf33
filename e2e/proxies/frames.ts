/**
 * What a configuration that people paste needs around it to run here: from one folder, without root, on a free
 * port of the loopback. One frame for each proxy; none of them changes a line of what is pasted.
 */
import { join } from 'node:path'
import { apacheAround, nginxAround, SQUID_HOSTS, squidAround } from '../../proxy-configs/around.ts'
import type { ProxyName } from '../../proxy-configs/good.ts'
import { DOMAIN } from './certificate.ts'

export interface Frame {
  readonly program: string
  /** The main file with the pasted one in its place. On the plain port it sends to HTTPS, where it does so unasked. */
  around(config: string, folder: string, plainPort: number): string
  run(file: string, folder: string, port: number): readonly string[]
  /** The proxy's own check of a file. */
  check(file: string, folder: string): readonly string[]
  /** With what the check goes on after it has said everything about the file. */
  readonly checkGoesOn?: string
  readonly environment?: (folder: string) => Readonly<Record<string, string>>
  /** How it is made to read its file again, where SIGHUP is not the way. */
  reload?(file: string, folder: string): readonly [string, ...string[]]
  /** How it is asked to end. Squid waits for its clients for seconds on anything gentle. */
  readonly stop: NodeJS.Signals
  /** Beside the configuration, by name. */
  readonly files?: Readonly<Record<string, string>>
  /** Where it writes what it has to say, beside its output. */
  readonly logs: readonly string[]
}

/**
 * nginx ends a silent connection between requests after 75 s, before firewalls forget it: like every timeout here a
 * thirtieth of that.
 */
const KEEPALIVE = '2500ms'

const nginx: Frame = {
  program: 'nginx',
  stop: 'SIGTERM',
  logs: ['error.log', 'access.log'],
  // What a configuration writes without a leading slash lies in the folder.
  run: (file, folder) => ['-p', folder, '-e', join(folder, 'error.log'), '-c', file],
  check: (file, folder) => ['-t', '-p', folder, '-e', join(folder, 'error.log'), '-c', file],
  around: (config, folder) =>
    nginxAround(config, folder, {
      main: `error_log ${folder}/error.log info;`,
      http: `  access_log ${folder}/access.log;\n  keepalive_timeout ${KEEPALIVE};`,
    }),
}

const apache: Frame = {
  program: 'apache2',
  stop: 'SIGTERM',
  logs: ['error.log', 'access.log'],
  run: (file) => ['-f', file, '-DFOREGROUND'],
  check: (file) => ['-t', '-f', file],
  around: (config, folder) =>
    apacheAround(
      config,
      folder,
      `ErrorLog ${folder}/error.log
LogFormat "%h \\"%r\\" %>s %b" common
CustomLog ${folder}/access.log common`,
    ),
}

const squid: Frame = {
  program: 'squid',
  stop: 'SIGKILL',
  logs: ['cache.log', 'access.log'],
  run: (file) => ['-N', '-f', file],
  check: (file) => ['-k', 'parse', '-f', file],
  // As a forward proxy it looks up the name that visitors type.
  files: { [SQUID_HOSTS]: `127.0.0.1 ${DOMAIN}\n` },
  around: (config, folder) =>
    squidAround(
      config,
      folder,
      `cache_log ${folder}/cache.log
access_log stdio:${folder}/access.log`,
    ),
}

const haproxy: Frame = {
  program: 'haproxy',
  stop: 'SIGTERM',
  logs: [],
  // A master and its worker, as Debian runs it: a reload is a new worker beside the old one.
  run: (file) => ['-W', '-db', '-f', file],
  check: (file) => ['-c', '-f', file],
  around: (config) => `global
    log stdout format raw local0
    nbthread 1
    maxconn 2000
defaults
    log global
    option httplog
${config}
`,
}

/**
 * A name without a certificate must reach no authority on the net, nor Caddy's own (`local_certs`), which puts
 * itself into the system's trust store.
 */
const caddy: Frame = {
  program: 'caddy',
  stop: 'SIGTERM',
  logs: [],
  run: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
  check: (file) => ['validate', '--config', file, '--adapter', 'caddyfile'],
  environment: (folder) => ({ HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }),
  // What `systemctl reload caddy` does.
  reload: (file, folder) => [
    'caddy',
    ...['reload', '--force', '--config', file, '--adapter', 'caddyfile'],
    ...['--address', `unix/${folder}/admin.sock`],
  ],
  around: (config, folder, plainPort) => `{
	admin unix/${folder}/admin.sock
	http_port ${plainPort}
	acme_ca https://127.0.0.1:1/nobody
	ocsp_stapling off
	default_bind 127.0.0.1
}

${config.trimEnd()}
`,
}

/** Its address and its timeouts are given on the command line; it compiles the file with gcc. */
const varnish: Frame = {
  program: 'varnishd',
  stop: 'SIGTERM',
  logs: [],
  run: (file, folder, port) => [
    '-F',
    ...['-n', join(folder, 'varnish')],
    ...['-a', `127.0.0.1:${port}`],
    ...['-f', file],
    ...['-s', 'malloc,32m', '-T', 'none', '-j', 'none'],
  ],
  check: (file, folder) => ['-C', '-n', join(folder, 'varnish'), '-j', 'none', '-f', file],
  // The program in C that it made of the file.
  checkGoesOn: '/* ---===###',
  around: (config) => config,
}

export const FRAMES: { readonly [proxy in ProxyName]: Frame } = {
  nginx,
  apache,
  squid,
  haproxy,
  caddy,
  varnish,
}
