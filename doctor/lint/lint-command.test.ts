/** The command line: files and standard input in, report and exit code out. */
import { expect, test } from 'vitest'
import { EXIT, type Outcome } from '../command.ts'
import { createLintCommand } from './lint-command.ts'

const PROXIED = 'proxy_pass http://127.0.0.1:3000; proxy_http_version 1.1; proxy_set_header Host $http_host;'
const UPGRADE = 'proxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection upgrade;\n'
const server = (lines: string) =>
  `server { listen 80; client_max_body_size 9m; location / { ${PROXIED}\n${lines} } }\n`

const FILES: Readonly<Record<string, string>> = {
  'bad.conf': server(''),
  'good.conf': server(UPGRADE),
  'included.conf': server('include snippets/ws*.conf;'),
  'snippets/ws1.conf': UPGRADE,
  'etc/sites/x.conf': server('include parts/upgrade.conf;'),
  'etc/parts/upgrade.conf': UPGRADE,
  'letter.txt': 'Dear Sir or Madam,\n',
}

const command = createLintCommand({
  readFile: (path) => {
    const text = FILES[path]
    if (text === undefined) throw new Error(`ENOENT: ${path}`)
    return text
  },
  list: (folder) =>
    Object.keys(FILES).flatMap((path) => {
      const inside = folder === '.' ? path : path.startsWith(folder) ? path.slice(folder.length) : ''
      return inside === '' ? [] : [inside.split('/')[0] as string]
    }),
  readInput: () => `# configuration file /etc/nginx/nginx.conf:\nhttp {\n${server('')}}\n`,
})

const run = (...args: string[]) => command.run(args) as Outcome

test('[LI9] exit 1 with a fault, 0 without', () => {
  expect(run('bad.conf').exit).toBe(EXIT.found)
  expect(run('good.conf').exit).toBe(EXIT.ok)
})

test('[LI9] a site without WebSocket beside one with it is spared and named; with --path it is not spared', () => {
  const { exit, out } = run('good.conf', 'bad.conf')
  expect(exit).toBe(EXIT.ok)
  expect(out).toContain('bad.conf:1:1  not checked')
  expect(run('good.conf', 'bad.conf', '--path', '/collab').exit).toBe(EXIT.found)
})

test('[LI9] what is included is read: by pattern, and from the folders above a part', () => {
  expect(run('included.conf').exit).toBe(EXIT.ok)
  expect(run('etc/sites/x.conf').exit).toBe(EXIT.ok)
})

test('[LI9] nginx -T comes in through the standard input, and each line keeps its own file', () => {
  const { exit, out } = run('-', '--format', 'json')
  expect(exit).toBe(EXIT.found)
  expect(JSON.parse(out ?? '').findings).toMatchObject([{ file: '/etc/nginx/nginx.conf', line: 2 }])
})

test('[LI9] --proxy reads a file as that proxy’s, whatever it looks like', () => {
  const { exit, out } = run('letter.txt', '--proxy', 'squid', '--format', 'json')
  expect(exit).toBe(EXIT.ok)
  expect(JSON.parse(out ?? '').configs).toEqual([{ proxy: 'squid', files: ['letter.txt'], ways: 0 }])
})

test.each([
  [[], 'expected a file'],
  [['none.conf'], 'none.conf cannot be read'],
  [['letter.txt'], 'letter.txt'],
  [['bad.conf', '--format', 'xml'], '--format'],
  [['bad.conf', '--proxy', 'iis'], '--proxy'],
  [['bad.conf', '--path', 'collab'], '--path'],
  [['bad.conf', '--host', 'a b'], '--host'],
  [['bad.conf', '--proxy-version', 'new'], '--proxy-version'],
  [['bad.conf', '--fix'], '--fix'],
])('[LI9] %j is refused by name, with nothing printed', (args, named) => {
  const { exit, out, error } = run(...args)
  expect({ exit, out }).toEqual({ exit: EXIT.usage, out: undefined })
  expect(error).toContain(named)
})
