/**
 * The tests that need nothing but npm and take seconds: every `*.test.ts` beside protocol, server and client
 * sources, and the house rules. Whatever starts a process or a browser belongs to the other two configs.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LONG_TESTS } from './long-tests.ts'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [
      'protocol/**/*.test.ts',
      'server/**/*.test.ts',
      'client/**/*.test.ts',
      'proxy-configs/**/*.test.ts',
      'doctor/**/*.test.ts',
      'docker/**/*.test.ts',
      'e2e/house/*.test.ts',
      'e2e/suite/*.test.ts',
      'e2e/matrix/*.test.ts',
      'e2e/harness/**/*.test.ts',
    ],
    exclude: ['dist/**', 'node_modules/**', ...LONG_TESTS],
    environment: 'node',
    retry: 0,
    testTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'test-results/unit.json' }]],
  },
})
