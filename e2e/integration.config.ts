/**
 * The tests that start the built server as its own process: foreign clients and servers, and killing it. Files
 * run side by side; a test that must sit still for a minute lets the others work meanwhile.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LONG_TESTS } from './long-tests.ts'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [
      'e2e/interop/*.test.ts',
      'e2e/durability/*.test.ts',
      'e2e/process/*.test.ts',
      'e2e/input/*.test.ts',
      'e2e/webkit/*.test.ts',
      'e2e/witness/*.test.ts',
      'e2e/connection/**/*.test.ts',
      'e2e/docs/**/*.test.ts',
      ...LONG_TESTS,
    ],
    exclude: ['dist/**', 'node_modules/**'],
    environment: 'node',
    retry: 0,
    testTimeout: 180_000,
    // More files than cores at once: the one that sits still for a minute costs no time of its own.
    maxWorkers: 3,
    hookTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: 'test-results/integration.json' }]],
  },
})
