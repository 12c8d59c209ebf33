/** The demo as its command starts it, in a browser; where no Docker engine runs, the same doors as plain processes. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config.ts'

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('docker', import.meta.url)),
  testMatch: '*.spec.ts',
  // One demo for all tests, in the order they stand in: the last one ends it.
  workers: 1,
  fullyParallel: false,
  // For what hangs: the doctor looks at ten doors, and on a busy machine each look takes a while.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  use: { actionTimeout: 60_000, navigationTimeout: 60_000 },
  outputDir: '../test-results/docker',
  reporter: [['list'], ['json', { outputFile: '../test-results/docker.json' }]],
})
