/**
 * The doctor in front of every fault and every good way on the real proxies, and of servers of other makes. Several
 * stands at once: most of the time is spent waiting for timeouts.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['e2e/doctor/**/*.test.ts'],
    exclude: ['dist/**', 'node_modules/**'],
    environment: 'node',
    retry: 0,
    // Where everything hangs, the doctor is patient nine times.
    testTimeout: 300_000,
    hookTimeout: 60_000,
    maxConcurrency: 4,
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: 'test-results/doctor.json' }]],
  },
})
