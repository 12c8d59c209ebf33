/**
 * What `npm test` consists of, as data: each step's command, how many minutes it may take on two cores, and
 * where its counts are found. The order is from quick to slow, so that a typing error is told in seconds.
 */
export type CountSource =
  /** The step is one check: it passed when its exit code is 0. */
  | { readonly kind: 'exit' }
  /** The JSON report of vitest or Playwright at this path. */
  | { readonly kind: 'vitest' | 'playwright'; readonly report: string }

export interface Step {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly ceilingMinutes: number
  readonly counts: CountSource
}

export const STEPS: readonly Step[] = [
  { name: 'types and build', command: ['npm', 'run', 'build'], ceilingMinutes: 1, counts: { kind: 'exit' } },
  { name: 'lint and format', command: ['npm', 'run', 'lint'], ceilingMinutes: 1, counts: { kind: 'exit' } },
  {
    name: 'units and house rules',
    command: ['npx', 'vitest', 'run', '--config', 'e2e/unit.config.ts'],
    ceilingMinutes: 3,
    counts: { kind: 'vitest', report: 'test-results/unit.json' },
  },
  {
    name: 'interop, durability, long units',
    command: ['npx', 'vitest', 'run', '--config', 'e2e/integration.config.ts'],
    ceilingMinutes: 4,
    counts: { kind: 'vitest', report: 'test-results/integration.json' },
  },
  {
    name: 'browsers',
    command: ['npx', 'playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    ceilingMinutes: 15,
    counts: { kind: 'playwright', report: 'test-results/browsers.json' },
  },
  {
    name: 'stories',
    command: ['npx', 'playwright', 'test', '--config', 'e2e/stories.config.ts'],
    ceilingMinutes: 5,
    counts: { kind: 'playwright', report: 'test-results/stories.json' },
  },
  {
    name: 'the connection check behind broken proxies',
    command: ['npx', 'playwright', 'test', '--config', 'e2e/diagnose.config.ts'],
    ceilingMinutes: 6,
    counts: { kind: 'playwright', report: 'test-results/diagnose.json' },
  },
  {
    name: 'connection',
    command: ['npx', 'playwright', 'test', '--config', 'e2e/connection.config.ts'],
    ceilingMinutes: 10,
    counts: { kind: 'playwright', report: 'test-results/connection.json' },
  },
  {
    name: 'proxies: every fault, myth and good configuration',
    command: ['npx', 'vitest', 'run', '--config', 'e2e/proxies.config.ts'],
    ceilingMinutes: 9,
    counts: { kind: 'vitest', report: 'test-results/proxies.json' },
  },
  {
    name: 'the doctor at every fault',
    command: ['npx', 'vitest', 'run', '--config', 'e2e/doctor.config.ts'],
    ceilingMinutes: 10,
    counts: { kind: 'vitest', report: 'test-results/doctor.json' },
  },
  {
    name: 'clients behind faults',
    command: ['npx', 'playwright', 'test', '--config', 'e2e/matrix.config.ts'],
    ceilingMinutes: 9,
    counts: { kind: 'playwright', report: 'test-results/clients.json' },
  },
  {
    name: 'the demo',
    command: ['npx', 'playwright', 'test', '--config', 'e2e/docker.config.ts'],
    // On a bare machine an engine, two base images and the demo's own come first.
    ceilingMinutes: 10,
    counts: { kind: 'playwright', report: 'test-results/docker.json' },
  },
  {
    name: 'the matrix of faults and clients',
    command: ['npm', 'run', '--silent', 'e2e:matrix'],
    ceilingMinutes: 1,
    counts: { kind: 'exit' },
  },
]
