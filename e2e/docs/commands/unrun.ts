/**
 * Commands on pages that no test types, each with the reason. An entry excuses every command of that page that
 * begins so; one that excuses nothing is refused, as is a command that nobody runs and nobody excuses.
 */
export interface Unrun {
  /** A page from the root of the repository, or a beginning of several. */
  readonly page: string
  readonly begins: string
  readonly why: string
}

const SUITE = 'starts a suite; the suites are these tests'
const SYSTEM = 'changes the machine it is typed on: users, units, packages, or the proxy that runs there'
const REGISTRY = 'fetches packages; the tests ask no registry'
const MINUTES = 'sits still for a minute and more; e2e/doctor/ watches the same with short timeouts'
const ELSEWHERE = 'leads to places that are the reader’s own; e2e/doctor/ does the same with its own'
const WHOLE = 'this repository’s own first lines: the test of the process (e2e/process/) and .ci/run do it'
const DEMO = 'e2e/docker/ starts the demo so, on ports of its own, and ends it'

export const UNRUN: readonly Unrun[] = [
  { page: 'README.md', begins: 'npm ci && npm', why: WHOLE },
  { page: 'README.md', begins: 'npx holdfast doctor', why: 'is typed on docs/invisible-content.md' },
  { page: 'README.md', begins: 'docker compose', why: DEMO },
  { page: 'docs/demo.md', begins: 'docker compose', why: DEMO },
  { page: 'docs/demo.md', begins: 'npm run build', why: WHOLE },
  { page: 'docs/demo.md', begins: 'PORT=8110', why: DEMO },
  { page: 'docs/demo.md', begins: 'node dist/docker', why: DEMO },
  { page: 'CONTRIBUTING.md', begins: 'npm ', why: SUITE },
  { page: 'docs/invisible-content.md', begins: 'npm run e2e', why: SUITE },
  { page: 'docs/doctor.md', begins: 'npx holdfast doctor', why: 'is typed on docs/invisible-content.md' },
  { page: 'docs/lint.md', begins: 'npx holdfast lint', why: ELSEWHERE },
  { page: 'docs/lint.md', begins: 'nginx -T', why: ELSEWHERE },
  {
    page: 'docs/operations/access.md',
    begins: 'curl ',
    why: 'asks a place that is the reader’s own; AC2 and AC6 ask the same of a server of theirs',
  },
  {
    page: 'docs/operations/websocket-compression.md',
    begins: 'PEOPLE=',
    why: 'measures for minutes, and its numbers are those of the machine',
  },
  { page: 'docs/operations/apps.md', begins: 'npx holdfast doctor', why: ELSEWHERE },
  { page: 'docs/operations/firewalls.md', begins: 'npx holdfast doctor', why: ELSEWHERE },
  {
    page: 'docs/operations/monitoring.md',
    begins: 'curl -H "Authorization',
    why: 'server/metrics/server.test.ts asks the same with a token of its own',
  },
  { page: 'docs/operations/timeouts.md', begins: 'npx holdfast doctor', why: MINUTES },
  {
    page: 'docs/operations/backup.md',
    begins: 'npx holdfast backup',
    why: 'leads to a folder of the reader’s; e2e/process/operate.test.ts runs it with one of its own',
  },
  { page: 'docs/operations/backup.md', begins: 'systemctl', why: SYSTEM },
  { page: 'docs/operations/backup.md', begins: 'mv /srv', why: SYSTEM },
  {
    page: 'docs/operations/backup.md',
    begins: 'sudo -u holdfast npx holdfast restore',
    why: 'needs a user of the reader’s; e2e/process/operate.test.ts runs it without one',
  },
  { page: 'docs/operations/nginx.md', begins: 'nginx -t', why: SYSTEM },
  { page: 'docs/operations/apache.md', begins: 'a2en', why: SYSTEM },
  { page: 'docs/operations/squid.md', begins: 'squid -k', why: SYSTEM },
  { page: 'docs/operations/haproxy.md', begins: 'haproxy -c', why: SYSTEM },
  { page: 'docs/operations/caddy.md', begins: 'caddy validate', why: SYSTEM },
  { page: 'docs/operations/varnish.md', begins: 'varnishd -C', why: SYSTEM },
  { page: 'docs/operations/systemd.md', begins: 'npm ', why: REGISTRY },
  {
    page: 'docs/operations/systemd.md',
    begins: 'HOLDFAST_DATA=',
    why: 'DC7 does it from a folder of its own',
  },
  { page: 'docs/operations/systemd.md', begins: 'useradd', why: SYSTEM },
  { page: 'docs/operations/systemd.md', begins: 'cp docs', why: SYSTEM },
  { page: 'docs/operations/systemd.md', begins: 'systemctl', why: SYSTEM },
  { page: 'docs/operations/systemd.md', begins: 'journalctl', why: SYSTEM },
]
