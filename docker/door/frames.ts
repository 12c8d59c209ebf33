/**
 * What a configuration of the catalogue needs around it to run in a door: from one folder, as somebody who is not
 * root, with a file system that cannot be written elsewhere, and with everything it says on its output, where
 * whoever keeps the door reads it. One frame for each proxy; none of them changes a line of what it frames.
 */
import { apacheAround, nginxAround, squidAround } from '../../proxy-configs/around.ts'
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
  around: (config, folder) =>
    nginxAround(config, folder, { main: 'error_log stderr notice;', http: '  access_log off;' }),
}

const apache: Frame = {
  run: (file) => ['apache2', '-f', file, '-DFOREGROUND'],
  check: (file) => ['apache2', '-t', '-f', file],
  reload: 'SIGUSR1',
  stop: 'SIGTERM',
  started: /resuming normal operations/,
  reloaded: /resuming normal operations/,
  around: (config, folder) => apacheAround(config, folder, 'ErrorLog "|/bin/cat"\nLogLevel notice'),
}

const squid: Frame = {
  run: (file) => ['squid', '-N', '-d', '1', '-f', file],
  check: (file) => ['squid', '-k', 'parse', '-f', file],
  reload: 'SIGHUP',
  // It waits for its clients for seconds on anything gentle.
  stop: 'SIGKILL',
  started: /Accepting .*HTTP Socket connections/,
  reloaded: /Accepting .*HTTP Socket connections/,
  around: (config, folder) => squidAround(config, folder, 'cache_log /dev/null\naccess_log none'),
}

/** The proxies that doors are made of. */
export const FRAMES: { readonly [proxy in ProxyName]?: Frame } = { nginx, apache, squid }
