/**
 * Every fault, myth and good configuration on the real proxies, asked by programs. Several stands at once: most
 * of the time is spent waiting for timeouts.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['e2e/proxies/**/*.test.ts'],
    exclude: ['dist/**', 'node_modules/**'],
    environment: 'node',
    retry: 0,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    maxConcurrency: 4,
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: 'test-results/proxies.json' }]],
  },
})
